package contexts

import (
	"maps"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// The kinds of entries in the catalogue.
const (
	entryService  = "service"  // runs the handler in the service, from there on
	entryHandler  = "handler"  // names the handler; another call runs it
	entryRun      = "run"      // runs a handler named before
	entryConsole  = "console"  // runs the handler, but not in a service
	entryHost     = "host"     // runs a handler of its own
	entryCallback = "callback" // Windows calls the function in the service; a table of functions also starts it
	entryImport   = "import"   // the import alone makes the program a service
)

// isEvidence tells the kinds of user interface that only a session program has: its life is a message loop, or an icon
// that waits for its user. A window may be hidden, and a message box may be a mistake.
func isEvidence(kind string) bool {
	return kind == "loop" || kind == "loop.message" || kind == "tray"
}

// isWeakEvidence tells the kinds that mark the function that they stand in, if markWeakEvidence is set.
func isWeakEvidence(kind string) bool {
	switch kind {
	case "browser", "messagebox", "taskdialog", "dialog", "toast", "consent", "prompt":
		return true
	}
	return false
}

// markWeakEvidence is off: a service that shows a message box is what the rules are to find.
const markWeakEvidence = false

// Solved is the answer of [Solve].
type Solved struct {
	in    Input
	g     *graph
	facts map[string]*fact

	live     []bool
	entries  map[node]*proof // what Windows or a library runs in the service
	runs     map[node]bool   // what a library runs otherwise
	starts   map[node][]*use // where a process becomes a service
	imports  map[node]*use   // where an import makes the program one
	system   *flow           // service code, proven by a call that needs LocalSystem
	secrets  map[node]*use   // such calls
	evidence map[node][]*use // user interfaces

	starters map[node]bool // functions that start a service, themselves or through callees
	becoming map[node]bool // those that do so without a test for being one

	programs  []*program
	rerunners []node // functions that start the program again
	rerun     map[rerun]bool
	imported  map[node]bool // main functions that an import makes services
	// elsewhere are the functions that something other than a service runs.
	elsewhere map[node]bool

	service *flow
	session *flow
	// openService and openSession are code that importers may reach with these contexts.
	openService, openSession *flow
}

// A use is a site with what the catalogue says about it.
type use struct {
	site *summary.Site
	fact *fact
}

// A program is a main function with the packages that are linked with it.
type program struct {
	main     node
	inits    []node
	commands []node
	own      []node // the functions of the main package in which arguments decide something
	pkgs     map[int32]bool
}

// Solve tells where the functions of in can run.
func Solve(in Input) *Solved {
	s := &Solved{
		in: in, g: newGraph(in), facts: map[string]*fact{},
		entries: map[node]*proof{}, runs: map[node]bool{}, starts: map[node][]*use{}, imports: map[node]*use{},
		secrets: map[node]*use{}, evidence: map[node][]*use{}, rerun: map[rerun]bool{},
	}
	s.findLive()
	s.findStarters()
	s.findPrograms()
	s.solveService()
	s.solveSystem()
	s.solveSession()
	s.solveOpen()
	return s
}

// findLive finds what can run at all: from the roots along all edges, and what the sites found there hand to Windows.
func (s *Solved) findLive() {
	s.live = make([]bool, len(s.g.fns))
	var todo []node
	add := func(n node) {
		if !s.live[n] {
			s.live[n] = true
			todo = append(todo, n)
		}
	}
	for n := range s.g.fns {
		if s.isRoot(node(n)) {
			add(node(n))
		}
	}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for i := range s.g.out(n) {
			add(s.g.out(n)[i].to)
		}
		for _, handler := range s.readSites(n) {
			add(handler)
		}
	}
}

// isRoot reports whether n runs without a caller that is known.
func (s *Solved) isRoot(n node) bool {
	fn, pkg := s.g.fns[n], s.g.pkg(n)
	if s.in.Modular && s.g.pkgOf[n] != 0 {
		return s.g.isInit(n) // who imports a package runs its init functions
	}
	if _, ok := s.in.Entries[s.g.ids[n]]; ok {
		return true
	}
	switch {
	case fn.Command, s.g.isMain(n), s.g.isInit(n), isTest(s.g.name(n)):
		return true
	case s.g.isMethod(n) && s.g.isExported(n):
		return true // it may satisfy an interface
	case s.in.Modular:
		return fn.Open
	}
	return (fn.Open || s.g.isExported(n)) && s.isPublic(pkg)
}

// isPublic reports whether modules that are not known may import pkg.
func (s *Solved) isPublic(pkg *summary.Package) bool {
	return pkg.Name != "main" && !slices.Contains(strings.Split(pkg.Path, "/"), "internal")
}

func isTest(name string) bool {
	for _, prefix := range []string{"Test", "Benchmark", "Fuzz", "Example"} {
		if strings.HasPrefix(name, prefix) && !strings.Contains(name, "$") {
			return true
		}
	}
	return false
}

// readSites sorts n's sites by what they prove and returns the functions that they have run.
func (s *Solved) readSites(n node) []node {
	var run []node
	fn := s.g.fns[n]
	for _, site := range fn.Sites {
		fact := s.fact(site.Name)
		if fact == nil {
			continue
		}
		u := &use{site, fact}
		switch fact.entry {
		case entryService, entryHandler, entryCallback:
			for _, h := range s.handlers(u) {
				if s.entries[h] == nil {
					s.entries[h] = &proof{"given to " + fact.label, site.At}
				}
				run = append(run, h)
			}
		case entryConsole:
			for _, h := range s.handlers(u) {
				s.runs[h] = true
				run = append(run, h)
			}
		case entryImport:
			s.imports[n] = u
		}
		if fact.starts {
			s.starts[n] = append(s.starts[n], u)
		}
		if fact.system && len(site.Steps) == 0 { // it proves nothing about the callers
			s.secrets[n] = u
		}
		if isEvidence(fact.ui) || isWeakEvidence(fact.ui) {
			s.evidence[n] = append(s.evidence[n], u)
		}
	}
	return run
}

// handlers returns what an entry runs.
func (s *Solved) handlers(u *use) []node {
	var found []node
	for _, text := range slices.Concat(u.site.Values["handler"], u.site.Values["table"]) {
		if len(text) != 1 {
			continue
		}
		switch seg := text[0]; seg.Kind {
		case names.Function:
			if n, ok := s.g.index[seg.Text]; ok {
				found = append(found, n)
			}
		case names.Object:
			for _, method := range u.fact.methods {
				if n, ok := s.g.method(seg.Text, method); ok {
					found = append(found, n)
				}
			}
		}
	}
	return found
}

// findStarters finds the functions in which, or in whose callees, a process becomes a service.
func (s *Solved) findStarters() {
	var sources, bare []node
	for n, uses := range s.starts {
		sources = append(sources, n)
		guards := s.guards(n)
		if slices.ContainsFunc(uses, func(u *use) bool { return !guards.tests(u.site.Block).has(isService) }) {
			bare = append(bare, n)
		}
	}
	s.starters = s.callers(sources, startsIn)
	// The goroutine that runs the service makes the process one as well.
	s.becoming = s.callers(bare, func(e *edge) bool { return e.how&(reference|guessed) == 0 && !e.tests.has(isService) })
}

// startsIn reports whether the callee's start of a service is the caller's: what comes before the call comes before it.
func startsIn(e *edge) bool { return e.how&(reference|guessed|spawned|deferred) == 0 }

// callers returns the live functions that lead to the given ones along the edges that take selects.
func (s *Solved) callers(to []node, take func(*edge) bool) map[node]bool {
	found := map[node]bool{}
	for _, n := range to {
		found[n] = true
	}
	for len(to) > 0 {
		n := to[len(to)-1]
		to = to[:len(to)-1]
		for _, i := range s.g.in(n) {
			e := &s.g.edges[i]
			if s.live[e.from] && !found[e.from] && take(e) {
				found[e.from] = true
				to = append(to, e.from)
			}
		}
	}
	return found
}

// findPrograms finds the main functions and what is linked with them.
func (s *Solved) findPrograms() {
	inits, commands := map[int32][]node{}, map[int32][]node{}
	choosing := map[int32][]node{}
	for n, pkg := range s.g.pkgOf {
		if !s.live[n] {
			continue
		}
		if len(s.g.fns[n].Reruns) > 0 {
			s.rerunners = append(s.rerunners, node(n))
		}
		if s.g.pkgs[pkg].Name == "main" && s.guards(node(n)).choice {
			choosing[pkg] = append(choosing[pkg], node(n))
		}
		switch {
		case s.g.isInit(node(n)):
			inits[pkg] = append(inits[pkg], node(n))
		case s.g.fns[n].Command:
			commands[pkg] = append(commands[pkg], node(n))
		}
	}
	for n := range s.g.fns {
		if !s.live[n] || !s.g.isMain(node(n)) {
			continue
		}
		p := &program{main: node(n), own: choosing[s.g.pkgOf[n]], pkgs: s.linked(node(n))}
		for _, pkg := range slices.Sorted(maps.Keys(p.pkgs)) {
			p.inits = append(p.inits, inits[pkg]...)
			p.commands = append(p.commands, commands[pkg]...)
		}
		s.programs = append(s.programs, p)
	}
}

// linked returns the packages of the program with the given main function: those that its package imports, directly or
// not, or, if the summaries do not say, those that its calls reach.
func (s *Solved) linked(main node) map[int32]bool {
	home := s.g.pkgOf[main]
	found := map[int32]bool{home: true}
	if s.g.pkgs[home].Imports == nil {
		for n := range s.g.reach([]node{main}, func(*edge) bool { return true }) {
			found[s.g.pkgOf[n]] = true
		}
		return found
	}
	todo := []int32{home}
	for len(todo) > 0 {
		pkg := s.g.pkgs[todo[len(todo)-1]]
		todo = todo[:len(todo)-1]
		for _, path := range pkg.Imports {
			if i, ok := s.g.byPkg[path]; ok && !found[i] {
				found[i] = true
				todo = append(todo, i)
			}
		}
	}
	return found
}

// solveService finds the service code.
func (s *Solved) solveService() {
	s.service = newFlow(s.g, isNoService)
	var items []item
	for _, n := range sorted(s.entries) {
		items = s.service.from(items, n, link{reached: true, edge: -1, proof: s.entries[n]})
	}
	items = append(items, s.configured(s.service, Service)...)
	// What comes before the start, in main and down to the start, runs in the service too.
	starting := map[node]bool{}
	for _, n := range sorted(s.starters) {
		if s.live[n] && (s.g.isMain(n) || s.g.isInit(n) || s.g.fns[n].Command) {
			starting[n] = true
			items = s.service.fromRegion(items, s.starting(n, begin("runs before "+s.startName(n), s.g.fns[n].At)))
		}
	}
	s.service.spread(items, func(r *region, i int32) *region {
		e := &s.g.edges[i]
		if starting[e.to] || !s.starters[e.to] || !startsIn(e) {
			return nil
		}
		starting[e.to] = true
		return s.starting(e.to, link{reached: true, edge: i, from: r})
	})
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
			items = f.from(items, n, begin("named in the settings", s.g.fns[n].At))
		}
	}
	for _, p := range s.programs {
		if s.in.Programs[s.g.pkg(p.main).Path].Has(c) {
			items = f.from(items, p.main, begin("a program named in the settings", s.g.fns[p.main].At))
		}
	}
	return items
}

// starting returns the part of n that runs before it starts the service: the blocks that dominate the start, and what
// comes before it in its own block.
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
		r.ends[block] = append(r.ends[block], at)
		for i := range r.fn.Calls {
			if r.fn.Calls[i].Block == block && isBefore(i) {
				r.calls[int32(i)] = true
			}
		}
	}
	for _, u := range s.starts[n] {
		// The start is one of the calls, where the summary lists it; arguments are evaluated before it.
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
		if startsIn(e) && s.starters[e.to] {
			upTo(int(e.block), s.g.at(e), func(k int) bool { return k < int(e.call) })
		}
	}
	return r
}

// startName names what n starts the service with, for messages.
func (s *Solved) startName(n node) string {
	seen := map[node]bool{n: true}
	for todo := []node{n}; len(todo) > 0; todo = todo[1:] {
		if uses := s.starts[todo[0]]; len(uses) > 0 {
			return uses[0].fact.label
		}
		for i := range s.g.out(todo[0]) {
			if e := &s.g.out(todo[0])[i]; startsIn(e) && s.starters[e.to] && !seen[e.to] {
				seen[e.to] = true
				todo = append(todo, e.to)
			}
		}
	}
	return "the service"
}

// servicePrograms returns the init functions of the programs that become services, and the main functions of those that
// do so by an import.
func (s *Solved) servicePrograms() []item {
	var sources []node
	for n := range s.starts {
		sources = append(sources, n)
	}
	starts := s.callers(sources, func(e *edge) bool { return e.how&guessed == 0 })
	s.imported = map[node]bool{}
	var items []item
	for _, p := range s.programs {
		var by *use
		for _, n := range sorted(s.imports) {
			if p.pkgs[s.g.pkgOf[n]] {
				by = s.imports[n]
				break
			}
		}
		if by != nil {
			s.imported[p.main] = true
			items = s.service.fromRegion(items, s.mainly(p.main, begin("imports "+by.fact.label, by.site.At)))
		}
		roots := slices.Concat([]node{p.main}, p.inits, p.commands)
		if by == nil && !s.in.Programs[s.g.pkg(p.main).Path].Has(Service) &&
			!slices.ContainsFunc(roots, func(n node) bool { return starts[n] }) {
			continue
		}
		items = s.initialised(s.service, items, p, "initialises the program "+s.g.pkg(p.main).Path+", which is a service")
	}
	return items
}

// mainly returns the part of a main function that is not behind an argument: "install" does not run in the service.
func (s *Solved) mainly(main node, from link) *region {
	r := s.g.region(main, from)
	guards := s.guards(main)
	for block := range max(len(r.fn.Blocks), 1) {
		r.blocks[block] = !slices.ContainsFunc(guards.of(block), isChosen)
	}
	return r
}

func isChosen(g summary.Guard) bool { return g.Kind == summary.Choice && g.Value }

// initialised adds the init functions of a program. The functions that they put into tables run later and elsewhere.
func (s *Solved) initialised(f *flow, items []item, p *program, why string) []item {
	for _, n := range p.inits {
		if slices.ContainsFunc(f.regions[n], func(r *region) bool { return r.quiet }) {
			continue
		}
		r := s.g.region(n, begin(why, s.g.fns[n].At))
		r.quiet = true
		for block := range max(len(r.fn.Blocks), 1) {
			r.blocks[block] = true
		}
		items = f.fromRegion(items, r)
	}
	return items
}

// behindTests returns the blocks that a test for being a service proves to be service code.
func (s *Solved) behindTests() []item {
	var items []item
	for n := range s.g.fns {
		if !s.live[n] || !s.g.guarded[n] {
			continue
		}
		r := s.g.region(node(n), begin("behind a test for being a service", s.g.fns[n].At))
		guards := s.guards(node(n))
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

// reruns returns the branches of main packages that run in processes which the program itself starts: by service code
// for the service, with a user's token for the session. It is nil if there are no more of them.
func (s *Solved) reruns(f *flow) []item {
	var items []item
	for _, n := range s.rerunners {
		guards := s.guards(n)
		for i := range s.g.fns[n].Reruns {
			again := &s.g.fns[n].Reruns[i]
			done := rerun{f, n, i}
			why := "a process that the service starts"
			switch {
			case s.rerun[done]:
				continue
			case f == s.session && !again.Token, f == s.service && again.Token:
				continue
			case f == s.session:
				why = "a process started with a user's token"
			case guards.tests(again.Block).has(isNoService),
				!f.reaches(n, func(r *region) bool { return r.holds(again.Block) }):
				continue
			}
			s.rerun[done] = true
			for _, p := range s.programs {
				if p.pkgs[s.g.pkgOf[n]] {
					items = s.behindArgs(f, items, p, again.Args, begin(why, again.At))
				}
			}
		}
	}
	return items
}

// A rerun is one that a flow has followed.
type rerun struct {
	flow  *flow
	n     node
	index int
}

// behindArgs adds the blocks of a program's main package that run only if one of the arguments is given.
func (s *Solved) behindArgs(f *flow, items []item, p *program, args []string, from link) []item {
	for _, n := range p.own {
		guards := s.guards(n)
		r := s.g.region(n, from)
		for block := range r.fn.Blocks {
			if slices.ContainsFunc(guards.of(block), func(g summary.Guard) bool { return isChosen(g) && slices.Contains(args, g.Arg) }) {
				r.blocks[block] = true
			}
		}
		if len(r.blocks) > 0 {
			items = f.fromRegion(items, r)
		}
	}
	return items
}

// solveSystem finds the functions whose calls need LocalSystem and what only they call. Their callers may be anybody who
// tries.
func (s *Solved) solveSystem() {
	s.system = newFlow(s.g, isNoService)
	sources := sorted(s.secrets)
	take := func(e *edge) bool { return !e.tests.has(isNoService) }
	only := s.g.reach(sources, take)
	var leave []node
	for n := range only {
		if s.secrets[n] == nil && (s.isRoot(n) || s.entries[n] != nil || s.runs[n]) {
			leave = append(leave, n)
		}
	}
	drop := func(n node) {
		for i := range s.g.out(n) {
			if to := s.g.out(n)[i].to; only[to] && s.secrets[to] == nil {
				leave = append(leave, to)
			}
		}
	}
	for n := range only {
		for _, i := range s.g.in(n) {
			if e := &s.g.edges[i]; s.secrets[n] == nil && s.live[e.from] && (!only[e.from] || !take(e)) {
				leave = append(leave, n)
				break
			}
		}
	}
	for len(leave) > 0 {
		n := leave[len(leave)-1]
		leave = leave[:len(leave)-1]
		if only[n] {
			delete(only, n)
			drop(n)
		}
	}
	s.system.closed = func(n node) bool { return !only[n] }
	var items []item
	for _, n := range sources {
		u := s.secrets[n]
		items = s.system.from(items, n, begin("calls "+u.fact.label+", which needs LocalSystem", u.site.At))
	}
	s.system.spread(items, nil)
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

	items = nil
	for _, p := range s.programs {
		if s.session.whole[p.main].reached {
			items = s.initialised(s.session, items, p, "initialises the program "+s.g.pkg(p.main).Path+", which is a user's")
		}
	}
	for _, r := range append(found.regions, s.weakEvidence()...) {
		items = s.session.fromRegion(items, r)
	}
	s.session.spread(append(items, s.reruns(s.session)...), nil)
}

// solveOpen finds what importers can reach.
func (s *Solved) solveOpen() {
	// Behind a test for being a service nothing is left to the importers.
	s.openService, s.openSession = newFlow(s.g, isService|isNoService), newFlow(s.g, isService)
	if !s.in.Modular {
		return
	}
	for _, f := range []*flow{s.openService, s.openSession} {
		f.closed = func(n node) bool { return s.g.pkgOf[n] != 0 }
		var items []item
		for n, fn := range s.g.fns {
			if fn.Open && s.g.pkgOf[n] == 0 && s.g.pkg(node(n)).Name != "main" {
				items = f.from(items, node(n), begin("open to importers", fn.At))
			}
		}
		f.spread(items, nil)
	}
}

// reach returns the functions that the edges which take selects lead to from the given ones, these among them.
func (g *graph) reach(from []node, take func(*edge) bool) map[node]bool {
	found := map[node]bool{}
	for _, n := range from {
		found[n] = true
	}
	todo := slices.Clone(from)
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for i := range g.out(n) {
			if e := &g.out(n)[i]; !found[e.to] && take(e) {
				found[e.to] = true
				todo = append(todo, e.to)
			}
		}
	}
	return found
}

func (s *Solved) guards(n node) guards { return newGuards(s.g.fns[n]) }

func sorted[V any](m map[node]V) []node { return slices.Sorted(maps.Keys(m)) }

// A fact is what the catalogue says about a callable, as far as contexts go.
type fact struct {
	label   string // for messages: svc.Run
	entry   string
	methods []string
	starts  bool // the process is a service until it returns
	ui      string
	system  bool
}

// fact returns what is known of a name, or nil.
func (s *Solved) fact(name string) *fact {
	if name == "" || s.in.Catalogue == nil {
		return nil
	}
	f, ok := s.facts[name]
	if !ok {
		f = newFact(s.in.Catalogue, name)
		s.facts[name] = f
	}
	return f
}

func newFact(cat Catalogue, name string) *fact {
	src := cat.Go(name)
	if src == nil {
		src = cat.Win32(name)
	}
	if src == nil {
		return nil
	}
	_, system := src.Is[winapi.LocalSystem]
	_, table := src.Roles["table"]
	f := &fact{label: label(src.Name), entry: src.Is[winapi.Entry], methods: src.Methods, ui: src.Is[winapi.UI], system: system}
	switch f.entry {
	case entryService, entryRun, entryHost:
		f.starts = true
	case entryCallback:
		f.starts = table
	}
	return f
}

// label shortens a full name to what one writes: (*systray.Icon).Run, svc.Run.
func label(name string) string {
	bare := strings.TrimLeft(name, "(*")
	return name[:len(name)-len(bare)] + bare[strings.LastIndexByte(bare, '/')+1:]
}

// method finds the method of a type, written as in names.Object, its own or one of a type that it embeds.
func (g *graph) method(typ, name string) (node, bool) {
	todo := []string{bareType(typ)}
	for i := 0; i < len(todo) && i < maxEmbedded; i++ {
		for _, id := range []string{"(*" + todo[i] + ")." + name, "(" + todo[i] + ")." + name} {
			if n, ok := g.index[id]; ok {
				return n, true
			}
		}
		if n, ok := g.methods()[todo[i]+"."+name]; ok {
			return n, true
		}
		if pkg, ok := g.byPkg[todo[i][:max(strings.LastIndexByte(todo[i], '.'), 0)]]; ok {
			for _, e := range g.pkgs[pkg].Embeds[todo[i]] {
				todo = append(todo, bareType(e))
			}
		}
	}
	return 0, false
}

// maxEmbedded bounds the search for a promoted method.
const maxEmbedded = 32

// bareType returns the name of the type without star and type arguments.
func bareType(typ string) string {
	typ = strings.TrimPrefix(typ, "*")
	if i := strings.IndexByte(typ, '['); i >= 0 {
		typ = typ[:i]
	}
	return typ
}
