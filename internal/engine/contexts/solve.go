package contexts

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/rdslint/rdslint/internal/engine/summary"
)

// Solved is the answer of [Solve]. It is safe for concurrent use.
type Solved struct {
	in    Input
	g     *graph
	facts map[string]*fact

	live     set
	handled  func() bool     // runsHandlers, asked once
	entries  map[node]*proof // what Windows or a library runs in the service
	consoles map[node]bool   // what a library runs otherwise
	starts   map[node][]*use // where a process becomes a service
	// dispatches are where a command-line library runs the command that was given.
	dispatches map[node][]*use
	imports    map[node]*use // where an import makes the program one
	system     map[node]*use // what needs LocalSystem

	unaskedOnce sync.Once
	unasked     set             // see Unasked
	shows       map[node][]*use // user interfaces

	dispatching set // functions that run a command that starts a service, themselves or through callees
	starters    set // functions that start a service, themselves or through callees
	plainly     set // those that do so without being told by a word of their arguments
	becoming    set // those that do so without a test for being one
	elsewhere   set // functions that something other than a service runs
	programs    []*program
	reaching    sync.Once      // finds what the programs run
	importing   map[node]bool  // main functions that an import makes services
	rerunning   []node         // functions that start the program again
	followed    map[rerun]bool // what of that is done

	service *flow
	asked   *flow // service code, proven by a call that needs LocalSystem
	session *flow
	// openService and openSession are code that importers may reach with these contexts.
	openService, openSession *flow
}

// Solve tells where the functions of in can run.
func Solve(in Input) *Solved {
	s := &Solved{
		in: in, g: newGraph(in), facts: map[string]*fact{},
		entries: map[node]*proof{}, consoles: map[node]bool{}, starts: map[node][]*use{}, imports: map[node]*use{}, dispatches: map[node][]*use{},
		system: map[node]*use{}, shows: map[node][]*use{}, importing: map[node]bool{}, followed: map[rerun]bool{},
	}
	s.handled = sync.OnceValue(s.runsHandlers)
	s.findLive()
	s.findStarters()
	s.findPrograms()
	s.findDispatchers()
	s.solveService()
	s.solveSystem()
	s.solveSession()
	s.solveOpen()
	return s
}

// Alike reports whether the solver would say the same with either of two summaries of a package.
func Alike(p, q *summary.Package) bool { return p.Alike(q, handlerRoles...) }

// solveService finds the service code.
func (s *Solved) solveService() {
	s.service = newFlow(s.g, isNoService)
	var items []item
	for _, n := range sorted(s.entries) {
		items = s.service.from(items, n, link{reached: true, edge: -1, proof: s.entries[n]})
	}
	s.service.spread(append(items, s.configured(s.service, Service)...), nil)
	// What comes before the start, in main and down to the start, runs in the service too.
	before, callee := s.beforeStart()
	s.service.spread(before, callee)
	s.service.spread(s.behindSpawned(), nil)
	// The other proofs come after those, so that chains begin at an entry point where there is one.
	s.service.spread(s.servicePrograms(), nil)
	s.service.spread(s.behindTests(), nil)
	for again := s.reruns(s.service); again != nil; again = s.reruns(s.service) {
		s.service.spread(again, nil)
	}
}

// configured returns what the settings say that runs in the context.
func (s *Solved) configured(f *flow, c Set) []item {
	var items []item
	for _, id := range slices.Sorted(maps.Keys(s.in.Entries)) {
		if n, ok := s.g.index[id]; ok && s.in.Entries[id].Has(c) {
			items = f.from(items, n, s.begin(n, "named in the settings"))
		}
	}
	for _, p := range s.programs {
		if s.in.Programs[p.path].Has(c) {
			items = f.from(items, p.main, s.begin(p.main, "a program named in the settings"))
		}
	}
	return items
}

// behindTests returns the blocks that a test for being a service proves to be service code.
func (s *Solved) behindTests() []item {
	var items []item
	for n := range s.g.nodes() {
		if !s.live[n] || !s.g.guarded[n] {
			continue
		}
		r := s.g.region(n, s.begin(n, "behind a test for being a service"))
		guards := s.guards(n)
		for block := range r.fn.Blocks {
			if guards.tests(block) == isService {
				r.blocks[block] = true
			}
		}
		if len(r.blocks) > 0 {
			items = s.service.fromRegion(items, r)
		}
	}
	return items
}

// solveSystem finds the functions whose calls need LocalSystem and what only they call. Their callers may be anybody who
// tries.
func (s *Solved) solveSystem() {
	s.asked = newFlow(s.g, isNoService)
	sources := sorted(s.system)
	if len(sources) == 0 {
		return
	}
	passes := func(e *edge) bool { return !e.tests.has(isNoService) }
	only := s.g.reach(sources, passes)
	var others []node // what somebody else runs as well
	for n := range s.g.nodes() {
		if !only[n] || s.system[n] != nil {
			continue
		}
		other := s.isRoot(n) || s.entries[n] != nil || s.consoles[n]
		for _, i := range s.g.in(n) {
			e := &s.g.edges[i]
			other = other || s.live[e.from] && (!only[e.from] || !passes(e))
		}
		if other {
			others = append(others, n)
		}
	}
	for len(others) > 0 {
		n := others[len(others)-1]
		others = others[:len(others)-1]
		if !only[n] {
			continue
		}
		only[n] = false
		for i := range s.g.out(n) {
			if to := s.g.out(n)[i].to; only[to] && s.system[to] == nil {
				others = append(others, to)
			}
		}
	}
	s.asked.closed = func(n node) bool { return !only[n] }
	var items []item
	for _, n := range sources {
		u := s.system[n]
		items = s.asked.from(items, n, begin("calls "+u.fact.label+", which needs LocalSystem", u.site.At))
	}
	s.asked.spread(items, nil)
}

// solveSession finds the session code.
func (s *Solved) solveSession() {
	s.session = newFlow(s.g, isService)
	s.session.closed = func(n node) bool { return s.entries[n] != nil }
	items := s.configured(s.session, Session)
	found := s.findEvidence()
	for _, n := range sorted(found.whole) {
		items = s.session.from(items, n, link{reached: true, edge: -1, proof: found.whole[n]})
	}
	s.session.spread(items, nil)

	items = s.reruns(s.session)
	for _, p := range s.programs {
		if s.session.whole[p.main].reached {
			items = s.initialisers(s.session, items, p, "initialises the program "+p.path+", which is a user's")
		}
	}
	items = s.unseen(items, found.usual)
	for _, r := range append(found.branches, s.weakEvidence()...) {
		items = s.session.fromRegion(items, r)
	}
	s.session.spread(items, nil)
}

// unseen adds the methods that only code which is not known can call, a toolkit for its page or somebody by an interface,
// where they belong to users' programs alone, which are users' at least if nothing else is asked of them.
func (s *Solved) unseen(items []item, usual map[node]bool) []item {
	owners := map[int32]*program{} // by package; nil if it belongs to another program, too
	for _, p := range s.programs {
		users := (s.session.whole[p.main].reached || usual[p.main]) && !s.service.reaches(p.main, func(*region) bool { return true })
		for pkg := range p.pkgs {
			if _, ok := owners[pkg]; !users {
				owners[pkg] = nil
			} else if !ok {
				owners[pkg] = p
			}
		}
	}
	for n := range s.g.nodes() {
		p := owners[s.g.pkgOf[n]]
		if p == nil || !s.g.isMethod(n) || !s.isRoot(n) || isPublic(s.g.pkg(n)) && hasHost(s.g.pkg(n).Path) {
			continue
		}
		items = s.session.from(items, n, s.begin(n, "belongs to the program "+p.path+", which is a user's"))
	}
	return items
}

// hasHost reports whether an import path begins with the name of a host. Nobody can fetch a module whose path does not.
func hasHost(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

// solveOpen finds what importers can reach.
func (s *Solved) solveOpen() {
	if !s.in.Modular {
		return
	}
	// Behind a test for being a service nothing is left to the importers.
	s.openService, s.openSession = newFlow(s.g, isService|isNoService), newFlow(s.g, isService)
	for _, f := range []*flow{s.openService, s.openSession} {
		f.closed = func(n node) bool { return s.g.pkgOf[n] != 0 }
		var items []item
		for n := range s.g.nodes() {
			if s.isOpen(n) {
				items = f.from(items, n, s.begin(n, "open to importers"))
			}
		}
		f.spread(items, nil)
	}
}

// isOpen reports whether importers of the package under analysis may call n.
func (s *Solved) isOpen(n node) bool {
	return s.in.Modular && s.g.pkgOf[n] == 0 && s.g.fns[n].Open && s.g.pkg(n).Name != "main"
}

// begin starts a chain at n, where no call or site says more.
func (s *Solved) begin(n node, why string) link { return begin(why, s.g.fns[n].At) }

func begin(why string, at summary.Place) link {
	return link{reached: true, edge: -1, proof: &proof{why, at}}
}

func (s *Solved) guards(n node) guards { return newGuards(s.g.fns[n]) }

func sorted[V any](m map[node]V) []node { return slices.Sorted(maps.Keys(m)) }
