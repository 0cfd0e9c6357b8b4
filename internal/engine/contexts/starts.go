package contexts

import (
	"slices"

	"github.com/rdslint/rdslint/internal/engine/summary"
)

// findStarters finds the functions in which, or in whose callees, a process becomes a service.
func (s *Solved) findStarters() {
	sources := sorted(s.starts)
	bare := slices.DeleteFunc(slices.Clone(sources), func(n node) bool {
		guards := s.guards(n)
		return !slices.ContainsFunc(s.starts[n], func(u *use) bool { return !guards.tests(u.site.Block).has(isService) })
	})
	// The goroutine that runs the service makes the process one as well.
	s.becoming = s.callers(bare, func(e *edge) bool { return e.how&(reference|guessed) == 0 && !e.tests.has(isService) })
	s.starters = s.callers(sources, s.startsIn)
	// What leads to a start without a further word of arguments.
	plain := slices.DeleteFunc(slices.Clone(sources), func(n node) bool {
		return !slices.ContainsFunc(s.starts[n], func(u *use) bool { return !s.g.worded(n, u.site.Block) })
	})
	s.plainly = s.callers(plain, func(e *edge) bool { return s.startsIn(e) && !s.g.worded(e.from, int(e.block)) })
}

// findDispatchers finds the functions that run the command which was given, in programs of which one command starts a
// service: what comes before that runs in the service too.
func (s *Solved) findDispatchers() {
	var sources []node
	for _, n := range sorted(s.dispatches) {
		if slices.ContainsFunc(s.programs, func(p *program) bool { return p.pkgs[s.g.pkgOf[n]] && p.serves(s) }) {
			sources = append(sources, n)
		} else {
			delete(s.dispatches, n)
		}
	}
	s.dispatching = s.callers(sources, s.startsIn)
}

// serves reports whether one of the program's commands starts a service.
func (p *program) serves(s *Solved) bool {
	return slices.ContainsFunc(p.commands, func(n node) bool { return s.starters[n] })
}

// leads reports whether n leads to the start of a service, or to where it is left to the command line.
func (s *Solved) leads(n node) bool { return s.starters[n] || s.dispatching[n] }

// begins reports whether a process begins with n and becomes a service, so that what n does before runs in the service. A
// command is one that may be the service's: it starts one, and does not only run another part of the program by a word, or
// another command.
func (s *Solved) begins(n node) bool {
	switch {
	case !s.live[n] || !s.leads(n):
		return false
	case s.g.isMain(n), s.g.isInit(n), s.isOpen(n):
		return true
	case !s.g.fns[n].Command:
		return false
	}
	return s.starts[n] != nil || slices.ContainsFunc(s.g.out(n), func(e edge) bool { return s.startsIn(&e) && s.plainly[e.to] })
}

// startsIn reports whether the callee's start of a service is the caller's: what comes before the call comes before it.
// A goroutine may start one beside something else, unless it does so itself, and only where the process is known to be a
// service: then it was one before.
func (s *Solved) startsIn(e *edge) bool {
	certain := s.starts[e.to] != nil && (e.tests.has(isService) || !s.becoming[e.to])
	return e.how&(reference|guessed|deferred) == 0 && (e.how&spawned == 0 || certain)
}

// callers returns the live functions that lead to the given ones along the edges that take selects, these among them.
func (s *Solved) callers(to []node, take func(*edge) bool) set {
	found := make(set, len(s.g.fns))
	todo := slices.Clone(to)
	for _, n := range to {
		found[n] = true
	}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, i := range s.g.in(n) {
			if e := &s.g.edges[i]; s.live[e.from] && !found[e.from] && take(e) {
				found[e.from] = true
				todo = append(todo, e.from)
			}
		}
	}
	return found
}

// beforeStart returns the parts of main functions, init functions and commands that run before these start a service,
// and a function for the parts of their callees on the way to the start.
func (s *Solved) beforeStart() (items []item, callee func(*region, int32) *region) {
	done := make(set, len(s.g.fns))
	for n := range s.g.nodes() {
		if s.begins(n) {
			done[n] = true
			items = s.service.fromRegion(items, s.starting(n, s.begin(n, "runs before "+s.startName(n))))
		}
	}
	return items, func(r *region, i int32) *region {
		e := &s.g.edges[i]
		if done[e.to] || !s.leads(e.to) || !s.startsIn(e) {
			return nil
		}
		done[e.to] = true
		return s.starting(e.to, link{reached: true, edge: i, from: r})
	}
}

// behindSpawned returns the parts of functions that run beside a goroutine which runs the service: what comes behind the
// statement that starts it, and behind the calls that lead there.
func (s *Solved) behindSpawned() []item {
	var items []item
	seen := map[node]bool{}
	var todo []*edge
	for n := range s.g.nodes() {
		for i := range s.g.out(n) {
			if e := &s.g.out(n)[i]; s.live[n] && e.how&spawned != 0 && s.startsIn(e) && s.starters[e.to] {
				todo = append(todo, e)
			}
		}
	}
	for ; len(todo) > 0; todo = todo[1:] {
		e := todo[0]
		items = s.service.fromRegion(items, s.behind(e))
		if seen[e.from] || s.g.fns[e.from].Command {
			continue
		}
		seen[e.from] = true
		for _, i := range s.g.in(e.from) {
			if up := &s.g.edges[i]; s.live[up.from] && up.how&(reference|guessed|deferred|spawned) == 0 && !up.tests.has(isNoService) {
				todo = append(todo, up)
			}
		}
	}
	return items
}

// behind returns the part of a function that runs when a call in it has returned, unless the user's arguments have a say.
func (s *Solved) behind(e *edge) *region {
	r := s.g.region(e.from, s.begin(e.from, "runs beside "+s.startName(e.to)))
	guards := s.guards(e.from)
	on := guards.of(int(e.block))
	for block := range r.fn.Blocks {
		r.blocks[block] = block != int(e.block) && guards.dominates(int(e.block), block) &&
			!slices.ContainsFunc(guards.of(block), func(g summary.Guard) bool { return isChosen(g) && !slices.Contains(on, g) })
	}
	r.since = map[int]summary.Place{int(e.block): s.g.at(e)}
	r.calls = map[int32]bool{}
	for i := range r.fn.Calls {
		if r.fn.Calls[i].Block == int(e.block) && i > int(e.call) {
			r.calls[int32(i)] = true
		}
	}
	return r
}

// starting returns the part of n that runs before it starts the service: the blocks that dominate the start, what comes
// before it in its own block, and what only hangs on choices that the start hangs on as well: "if !install { prepare() }"
// before "if install { ...; return }" and the start.
func (s *Solved) starting(n node, from link) *region {
	r := s.g.region(n, from)
	r.starting = true
	r.calls, r.ends = map[int32]bool{}, map[int][]summary.Place{}
	guards := s.guards(n)
	upTo := func(block int, at summary.Place, isBefore func(i int) bool) {
		for d := range guards.dominators(block) {
			if d != block {
				r.blocks[d] = true
			}
		}
		for b := range r.fn.Blocks {
			if s.chosenTogether(r.fn, guards, b, block, at) {
				r.blocks[b] = true
			}
		}
		r.ends[block] = append(r.ends[block], at)
		for i := range r.fn.Calls {
			if r.fn.Calls[i].Block == block && isBefore(i) {
				r.calls[int32(i)] = true
			}
		}
	}
	for _, u := range slices.Concat(s.starts[n], s.dispatches[n]) {
		// Arguments stand behind the start but run before it. Where the summary lists the start among the calls, their
		// order tells.
		start := -1
		for i := range r.fn.Calls {
			if c := &r.fn.Calls[i]; c.Block == u.site.Block && !c.Reference && c.At.Where == u.site.At.Where {
				start = i
			}
		}
		upTo(u.site.Block, u.site.At, func(i int) bool {
			if start >= 0 {
				return i < start
			}
			return before(r.fn.Calls[i].At, u.site.At)
		})
	}
	for i := range s.g.out(n) {
		e := &s.g.out(n)[i]
		if s.startsIn(e) && s.leads(e.to) {
			upTo(int(e.block), s.g.at(e), func(k int) bool { return k < int(e.call) })
		}
	}
	return r
}

// chosenTogether reports whether block b of fn stands before a place in block start, which is where a service is started or a
// user's branch, and runs whenever what the user chose leads there.
func (s *Solved) chosenTogether(fn *summary.Func, g guards, b, start int, at summary.Place) bool {
	if b == start || fn.Blocks[b].Hangs {
		return false
	}
	on := g.of(b)
	if len(on) == 0 {
		return false
	}
	there := g.of(start)
	for _, guard := range on {
		if guard.Kind != summary.Choice || guard.Value || !slices.Contains(there, guard) {
			return false
		}
	}
	for i := range fn.Calls {
		if c := &fn.Calls[i]; c.Block == b && !before(c.At, at) {
			return false
		}
	}
	for _, site := range fn.Sites {
		if site.Block == b && !before(site.At, at) {
			return false
		}
	}
	return true
}

// startName names what n starts the service with, for messages.
func (s *Solved) startName(n node) string {
	seen := map[node]bool{n: true}
	for todo := []node{n}; len(todo) > 0; todo = todo[1:] {
		if uses := slices.Concat(s.starts[todo[0]], s.dispatches[todo[0]]); len(uses) > 0 {
			return uses[0].fact.label
		}
		for i := range s.g.out(todo[0]) {
			if e := &s.g.out(todo[0])[i]; s.startsIn(e) && s.leads(e.to) && !seen[e.to] {
				seen[e.to] = true
				todo = append(todo, e.to)
			}
		}
	}
	return "the service"
}
