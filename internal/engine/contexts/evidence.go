package contexts

import (
	"slices"

	"github.com/rdslint/rdslint/internal/engine/summary"
)

// evidence is what user interfaces prove: the main functions and commands that show one whatever happens, and the branches
// that do.
type evidence struct {
	whole    map[node]*proof
	branches []*region
	usual    map[node]bool // the main functions that show one unless arguments ask for something else
}

// A sighting is a block that leads to a user interface.
type sighting struct {
	n     node
	block int
	at    summary.Place
	why   string
}

// findEvidence carries what the user interfaces prove to main functions, commands and the branches on the way there. A
// branch that leads to one says nothing about what is beside it.
func (s *Solved) findEvidence() evidence {
	found := evidence{whole: map[node]*proof{}, usual: map[node]bool{}}
	s.elsewhere = s.findElsewhere()
	todo := s.sightings()
	type place struct {
		n     node
		block int
	}
	seen := map[place]bool{}
	marked := map[node][][]summary.Guard{} // by function, the branches that are marked
	passed := map[node]bool{}              // functions whose callers are known to lead to one
	for ; len(todo) > 0; todo = todo[1:] {
		at := todo[0]
		if seen[place{at.n, at.block}] {
			continue
		}
		seen[place{at.n, at.block}] = true

		guards := s.guards(at.n)
		if guards.tests(at.block).has(isService) {
			continue // a user interface in a service: what the rules are to find
		}
		on := guards.of(at.block)
		proof := &proof{at.why, at.at}
		switch {
		case s.becoming[at.n]:
			if r := s.besideStart(at, on); r != nil {
				found.branches = append(found.branches, r)
			}
		case len(on) > 0:
			if !slices.ContainsFunc(marked[at.n], func(m []summary.Guard) bool { return slices.Equal(m, on) }) {
				marked[at.n] = append(marked[at.n], on)
				r := s.g.region(at.n, link{reached: true, edge: -1, proof: proof})
				s.branch(r, on)
				found.branches = append(found.branches, r)
				if s.g.isMain(at.n) && s.leads(at.n) && guards.tests(at.block).has(isNoService) {
					found.branches = append(found.branches, s.beforeBranch(at, r))
				}
			}
			switch {
			case slices.ContainsFunc(on, func(g summary.Guard) bool { return g.Kind != summary.Choice || g.Value }):
			case s.g.isMain(at.n):
				found.usual[at.n] = true
			case !passed[at.n] && !s.g.fns[at.n].Command:
				passed[at.n] = true
				todo = append(todo, s.callersOf(at)...) // unless something else is asked for, the program leads to one
			}
		case s.g.isMain(at.n):
			if !s.importing[at.n] {
				found.whole[at.n] = proof
			}
		case s.g.fns[at.n].Command:
			found.whole[at.n] = proof
		case !passed[at.n]:
			passed[at.n] = true
			todo = append(todo, s.callersOf(at)...)
		}
	}
	return found
}

// findElsewhere returns the functions that something other than a service runs.
func (s *Solved) findElsewhere() set {
	var roots []node
	for n := range s.g.nodes() {
		if s.live[n] && (s.g.isMain(n) || s.g.isInit(n) || s.g.fns[n].Command || s.isOpen(n)) {
			roots = append(roots, n)
		}
	}
	return s.g.reach(roots, func(e *edge) bool { return s.entries[e.to] == nil && !e.tests.has(isService) })
}

// sightings returns the user interfaces themselves.
func (s *Solved) sightings() []sighting {
	var all []sighting
	for _, n := range sorted(s.shows) {
		for _, u := range s.shows[n] {
			if isEvidence(u.fact.ui) && s.mayShow(n) {
				all = append(all, sighting{n, u.site.Block, u.site.At, "reaches " + u.fact.label})
			}
		}
	}
	return all
}

// mayShow reports whether a user interface in n can be meant for a session: not if only services run it, and not where
// the settings have said how the program runs.
func (s *Solved) mayShow(n node) bool {
	if !s.elsewhere[n] || s.entries[n] != nil || s.g.isInit(n) {
		return false
	}
	_, configured := s.in.Programs[s.g.pkg(n).Path]
	return !configured || !s.g.isMain(n)
}

// callersOf returns the calls that certainly lead to a sighting.
func (s *Solved) callersOf(at sighting) []sighting {
	var calls []sighting
	for _, i := range s.g.in(at.n) {
		e := &s.g.edges[i]
		if e.how&sole == 0 || e.how&kept != 0 || !s.live[e.from] || !s.mayShow(e.from) {
			continue
		}
		if e.how&reference != 0 && s.g.chosen[at.n] {
			continue // one among others in a table
		}
		calls = append(calls, sighting{e.from, int(e.block), s.g.at(e), at.why})
	}
	return calls
}

// branch fills r with the blocks that run in the same process as a block with the given guards: those behind the same
// tests. Where the guards only say which arguments were not given, those are all blocks that are not behind one of them.
func (s *Solved) branch(r *region, on []summary.Guard) {
	guards := s.guards(r.n)
	for block := range r.fn.Blocks {
		have := guards.of(block)
		r.blocks[block] = !slices.ContainsFunc(on, func(g summary.Guard) bool {
			if g.Kind == summary.Choice && !g.Value {
				return slices.ContainsFunc(have, func(h summary.Guard) bool { return isChosen(h) && h.Key == g.Key })
			}
			return !slices.Contains(have, g)
		})
	}
}

// besideStart returns the part of a function that is a user's, where the function also starts a service: the branch of
// the sighting without what the service runs through, or nil if that is the sighting itself.
func (s *Solved) besideStart(at sighting, on []summary.Guard) *region {
	guards := s.guards(at.n)
	starts := map[int]bool{} // blocks that lead to the start
	toStart := func(block int) {
		if !guards.tests(block).has(isService) {
			for d := range guards.dominators(block) {
				starts[d] = true
			}
		}
	}
	for _, u := range s.starts[at.n] {
		toStart(u.site.Block)
	}
	for i := range s.g.out(at.n) {
		if e := &s.g.out(at.n)[i]; e.how&(reference|guessed) == 0 && s.becoming[e.to] {
			toStart(int(e.block))
		}
	}
	if starts[at.block] {
		return nil
	}
	r := s.g.region(at.n, begin(at.why, at.at))
	if len(on) > 0 {
		s.branch(r, on)
		for block := range starts {
			delete(r.blocks, block)
		}
		return r
	}
	top := at.block
	for d := range guards.dominators(at.block) {
		if starts[d] {
			break
		}
		top = d
	}
	for block := range r.fn.Blocks {
		r.blocks[block] = guards.dominates(top, block)
	}
	return r
}

// beforeBranch returns the part of a main function that runs before a branch that is a user's because the process is no
// service, where another branch starts one: what stands before both runs in the user's session and in the service.
func (s *Solved) beforeBranch(at sighting, branch *region) *region {
	r := s.g.region(at.n, begin(at.why, at.at))
	guards := s.guards(at.n)
	for d := range guards.dominators(at.block) {
		r.blocks[d] = !branch.blocks[d] && !guards.tests(d).has(isService)
	}
	for b := range r.fn.Blocks {
		if s.chosenTogether(r.fn, guards, b, at.block, at.at) {
			r.blocks[b] = true
		}
	}
	return r
}

// weakEvidence returns the branches that show something to a user and are not known to run elsewhere.
func (s *Solved) weakEvidence() []*region {
	if !markWeakEvidence {
		return nil
	}
	var regions []*region
	for _, n := range sorted(s.shows) {
		for _, u := range s.shows[n] {
			if isWeakEvidence(u.fact.ui) && s.service.links(n, inBlock(u.site.Block)) == nil {
				r := s.g.region(n, begin("shows something by "+u.fact.label, u.site.At))
				s.branch(r, s.guards(n).of(u.site.Block))
				regions = append(regions, r)
			}
		}
	}
	return regions
}
