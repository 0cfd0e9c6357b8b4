package driver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"go/version"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A loader turns a graph into types, in three steps. The first parses the packages to be analysed and, worked out name by name,
// the declarations of their dependencies that they can reach. The second puts all of them in order. The third type-checks them, and
// summarises those to be analysed.
type loader struct {
	request *request
	graph   graph
	fset    *token.FileSet
	sizes   types.Sizes
	order   []*unit          // dependencies first
	whole   bool             // load all declarations of dependencies: tests compare
	units   map[*node]*unit  // the queue's, until the first step is done
	direct  demands          // what the analysed packages ask of others
	shelved map[string]*unit // dependencies that are from the shelf, by id
	shelf   func() *shelf    // for the next run; nil if the types are from one, or none is wanted
	module  *engine.Module   // gets the packages to be analysed as soon as they have their types; nil for none

	mu       sync.Mutex
	problems []Problem
}

// A unit is a package on its way from files to types.
type unit struct {
	node     *node
	analysed bool // whole: with bodies, comments and Info

	// The first step. The queue guards these.
	asked  map[string]bool // names that others have asked for
	wanted []string        // those that are not seen to yet
	queued bool            // it waits for a worker, or has one

	parsed   bool
	slicer   *slicer
	deps     []*unit
	files    []*ast.File
	types    *types.Package
	info     *types.Info
	errors   []types.Error
	illTyped bool
}

func newLoader(r *request, g graph) *loader {
	l := &loader{
		request: r,
		graph:   g,
		fset:    token.NewFileSet(),
		sizes:   types.SizesFor("gc", r.arch),
		units:   make(map[*node]*unit),
		direct:  make(demands),
	}
	if r.Settings != nil {
		l.module = engine.NewModule(r.Settings)
	}
	return l
}

// load type-checks the packages to be analysed and whatever they need.
func (l *loader) load(ctx context.Context) (*Program, error) {
	if err := l.collect(ctx); err != nil {
		return nil, err
	}
	l.link()
	l.request.watch.lap("parse")
	p, err := l.program(ctx, l.check)
	if err == nil && l.request.trace != nil && l.shelved == nil {
		l.shelf = sync.OnceValue(func() *shelf { return newShelf(l) })
		go l.shelf() // while the rules run
	}
	return p, err
}

// collect parses the packages to be analysed and slices the others.
func (l *loader) collect(ctx context.Context) error {
	q := newQueue(l.units)
	for _, n := range l.analysed() {
		q.push(&unit{node: n, analysed: true})
	}
	for _, path := range l.request.Keep {
		if n := l.graph.resolve(nil, path); n != nil {
			l.direct.add(n, everything)
		}
	}
	l.gather(ctx, q)
	return ctx.Err()
}

// gather sees to the units in the queue and to all that they ask for, in so far as it is not on the shelf.
func (l *loader) gather(ctx context.Context, q *queue) {
	q.held = l.request.shelf.holds(l.request.trace)
	q.ask(l.direct)
	l.work(ctx, q)
	maps.DeleteFunc(l.direct, func(n *node, _ map[string]bool) bool { return l.units[n].analysed })
	if q.held && ctx.Err() == nil {
		l.shelved = l.request.shelf.serve(l.direct, l.request.trace)
		q.release(l.shelved)
		l.work(ctx, q)
	}
	q.ask(l.written())
	l.work(ctx, q)
}

// work sees to all that is asked of the units in the queue.
func (l *loader) work(ctx context.Context, q *queue) {
	var wg sync.WaitGroup
	for i := range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			if i == 0 && q.held {
				l.request.shelf.types() // which is under way: there is one processor less
			}
			for u, names := q.next(); u != nil; u, names = q.next() {
				var d demands
				if ctx.Err() == nil {
					d = l.grow(u, names)
				}
				if u.analysed {
					l.asks(d)
				}
				q.ask(d)
				q.done(u)
			}
		})
	}
	wg.Wait()
}

// asks takes note of what an analysed package asks of others.
func (l *loader) asks(d demands) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for n, names := range d {
		l.direct.add(n, slices.Collect(maps.Keys(names))...)
	}
}

// grow sees to the names that are asked of a unit, and returns what they ask of others.
func (l *loader) grow(u *unit, names []string) demands {
	if !u.parsed {
		u.parsed = true
		switch {
		case u.analysed:
			return l.parse(u)
		case l.whole:
			d := l.parse(u)
			for n := range d {
				d.add(n, everything)
			}
			return d
		}
		u.slicer = newSlicer(l, u)
	}
	if u.slicer == nil {
		return nil
	}
	return u.slicer.grow(names)
}

// A queue hands out the units that something is asked of, each to one worker at a time.
type queue struct {
	mu    sync.Mutex
	more  sync.Cond // the queue is not empty, or no worker will fill it
	units map[*node]*unit
	held  bool             // nothing is handed out that is asked for
	seen  map[string]*unit // to already, by id
	ready []*unit
	busy  int // units that have a worker
}

func newQueue(units map[*node]*unit) *queue {
	q := &queue{units: units}
	q.more.L = &q.mu
	return q
}

func (q *queue) push(u *unit) {
	q.units[u.node] = u
	u.queued = true
	q.ready = append(q.ready, u)
}

// ask passes demands on to the units concerned. A unit that no name is asked of exists, but is not handed out.
func (q *queue) ask(d demands) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for n, names := range d {
		u := q.units[n]
		if u == nil {
			if q.seen[n.id] != nil {
				continue
			}
			u = &unit{node: n}
			q.units[n] = u
		}
		if u.analysed {
			continue // nothing of it is missing
		}
		for name := range names {
			if !u.asked[name] {
				if u.asked == nil {
					u.asked = make(map[string]bool)
				}
				u.asked[name] = true
				u.wanted = append(u.wanted, name)
			}
		}
		if len(u.wanted) > 0 && !u.queued && !q.held {
			u.queued = true
			q.ready = append(q.ready, u)
			q.more.Signal()
		}
	}
}

// release hands out what was held, but for what is seen to already.
func (q *queue) release(seen map[string]*unit) {
	q.held, q.seen = false, seen
	for n, u := range q.units {
		switch {
		case seen[n.id] != nil:
			delete(q.units, n)
		case len(u.wanted) > 0:
			u.queued = true
			q.ready = append(q.ready, u)
		}
	}
}

// next returns a unit and the names to see to, or nil when all is done. The worker calls done.
func (q *queue) next() (*unit, []string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.ready) == 0 {
		if q.busy == 0 {
			q.more.Broadcast()
			return nil, nil
		}
		q.more.Wait()
	}
	u := q.ready[0]
	q.ready = q.ready[1:]
	q.busy++
	names := u.wanted
	u.wanted = nil
	return u, names
}

func (q *queue) done(u *unit) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.busy--
	u.queued = len(u.wanted) > 0
	if u.queued {
		q.ready = append(q.ready, u)
	}
	q.more.Signal()
}

// link finds out which units import which, and puts them in order.
func (l *loader) link() {
	units := slices.SortedFunc(maps.Values(l.units), func(a, b *unit) int { return strings.Compare(a.node.id, b.node.id) })
	const (
		underway = iota + 1
		done
	)
	state := make(map[*unit]int, len(units))
	var visit func(u *unit)
	visit = func(u *unit) {
		state[u] = underway
		if u.slicer != nil {
			u.files = u.slicer.emit()
			u.slicer = nil
		}
		u.node.texts = nil // of those that nothing was asked of
		for _, f := range u.files {
			for _, spec := range f.Imports {
				dep := l.unit(l.graph.resolve(u.node, importPath(spec)))
				if dep == nil || slices.Contains(u.deps, dep) {
					continue
				}
				if state[dep] == 0 {
					visit(dep)
				}
				if state[dep] == done { // else it would close an import cycle
					u.deps = append(u.deps, dep)
				}
			}
		}
		u.asked = nil // so many names take their place
		state[u] = done
		l.order = append(l.order, u)
	}
	for _, u := range units {
		if state[u] == 0 {
			visit(u)
		}
	}
}

// unit returns what is known of a package, or nil.
func (l *loader) unit(n *node) *unit {
	if n == nil {
		return nil
	}
	if u := l.shelved[n.id]; u != nil {
		return u
	}
	return l.units[n]
}

// analysed returns the packages to be analysed: those of the main modules and those that a pattern names, each file once. A
// variant with test files stands for the package without.
func (l *loader) analysed() []*node {
	byPath := make(map[string]*node)
	for _, n := range l.graph.nodes() {
		if n.forTest == "" {
			byPath[n.path] = n
		}
	}
	var list []*node
	for _, n := range l.graph.nodes() {
		under := byPath[n.forTest]
		switch {
		case len(n.files) == 0:
		case n.forTest == "":
			if n.matched || n.inMainModule() {
				list = append(list, n)
			}
		case under == nil || !under.matched && !under.inMainModule():
		case n.path == n.forTest:
			n.matched = under.matched
			list = slices.DeleteFunc(list, func(m *node) bool { return m == under })
			list = append(list, n)
		case n.path == n.forTest+"_test":
			n.matched = under.matched
			list = append(list, n)
		}
	}
	return list
}

// readFile reads a file or its replacement.
func (l *loader) readFile(name string) ([]byte, error) {
	if data, ok := l.request.Overlay[name]; ok {
		return data, nil
	}
	return l.request.trace.readFile(name)
}

// parse parses the files of a unit that stays whole, and returns what they ask of others.
func (l *loader) parse(u *unit) demands {
	d := make(demands)
	mode := parser.SkipObjectResolution
	if u.analysed {
		mode |= parser.ParseComments
	}
	l.read(u, mode, func(file *ast.File, src []byte) {
		u.files = append(u.files, file)
		l.demand(d, u.node, file, src)
	})
	delete(d, nil) // there is no such package
	return d
}

// heads returns the files of a dependency, parsed as far as their imports.
func (l *loader) heads(u *unit) (files []*slicedFile) {
	l.read(u, parser.SkipObjectResolution|parser.ImportsOnly, func(file *ast.File, src []byte) {
		files = append(files, &slicedFile{
			file: file, src: src, base: int(file.FileStart),
			imports: l.importsOf(u.node, file), used: make(map[*ast.ImportSpec]bool),
		})
	})
	return files
}

// read parses the files of a unit, and calls f for each that takes part.
func (l *loader) read(u *unit, mode parser.Mode, f func(file *ast.File, src []byte)) {
	texts := u.node.texts
	u.node.texts = nil
	for i, name := range u.node.files {
		var src []byte
		if len(texts) > 0 {
			src = texts[i]
		}
		if src == nil {
			var err error
			if src, err = l.readFile(name); err != nil {
				l.fileError(u, name, err)
				continue
			}
		}
		file, err := parser.ParseFile(l.fset, name, src, mode)
		if err != nil {
			l.fileError(u, name, err)
		}
		// A file without a package clause that makes sense, or with another package's, takes no part.
		if file != nil && file.Name.Name != "" && file.Name.Name == cmp.Or(u.node.name, file.Name.Name) {
			f(file, src)
		}
	}
}

// parseAt parses text that is part of a file whose head is parsed, between what makes a file of it. It ends up with the positions
// that it would have if the whole file were parsed.
func (l *loader) parseAt(u *unit, f *slicedFile, before string, start, end int, after string) []ast.Decl {
	base := f.base + start - len(before) // at least 1: the file has a package clause as well, and no shorter one
	fset := token.NewFileSet()
	if base > 1 {
		fset.AddFile("", base-1, 0)
	}
	f.lines.Do(func() { l.fset.File(f.file.FileStart).SetLinesForContent(f.src) })
	file, err := parser.ParseFile(fset, "", before+string(f.src[start:end])+after, parser.SkipObjectResolution)
	if list, ok := errors.AsType[scanner.ErrorList](err); ok {
		for _, e := range list {
			e.Pos = l.fset.PositionFor(token.Pos(base+e.Pos.Offset), false)
		}
		l.fileError(u, l.fset.File(f.file.FileStart).Name(), list)
	}
	return file.Decls
}

// fileError keeps what is wrong with a file. Of many syntax errors the first is told.
func (l *loader) fileError(u *unit, name string, err error) {
	u.illTyped = true
	p := Problem{Kind: "parse", Package: u.node.path, File: name, Message: err.Error()}
	if list, ok := errors.AsType[scanner.ErrorList](err); ok && len(list) > 0 {
		// Its position heeds //line directives, so it may be somewhere else: better no line than a wrong one.
		if list[0].Pos.Filename == name {
			p.Line = list[0].Pos.Line
		}
		p.Message = list[0].Msg
	} else if pathErr, ok := errors.AsType[*os.PathError](err); ok {
		p.Message = pathErr.Err.Error()
	}
	l.problem(p)
}

func (l *loader) problem(p Problem) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.problems = append(l.problems, p)
}

// check type-checks a unit whose dependencies are checked.
func (l *loader) check(u *unit) {
	if u.types != nil {
		return // it is from the shelf
	}
	conf := l.config(u)
	if u.analysed {
		u.info = engine.NewInfo(u.files)
	}
	u.types = l.checkFiles(conf, u, u.files, u.info, &u.errors)
	l.settle(u)
	l.graph.typed(u)
}

// settle says what there is to say of a unit that is type-checked, and after those that it depends on.
func (l *loader) settle(u *unit) {
	u.illTyped = u.illTyped || slices.ContainsFunc(u.errors, isHard) ||
		slices.ContainsFunc(u.deps, func(dep *unit) bool { return dep.illTyped })
	if !u.analysed {
		u.files = nil // the types are all that is needed of a dependency
	}
}

// config returns the settings to type-check a unit with.
func (l *loader) config(u *unit) types.Config {
	conf := types.Config{
		Importer:         importer{l, u},
		IgnoreFuncBodies: !u.analysed,
		FakeImportC:      true,
		Sizes:            l.sizes,
	}
	if v := u.node.goVersion(); u.analysed && version.Compare(version.Lang(v), newestGo) <= 0 {
		conf.GoVersion = v // the type checker would refuse newer ones, and without one does what it can
	}
	return conf
}

// newestGo is the newest language version that the type checker knows.
var newestGo = build.Default.ReleaseTags[len(build.Default.ReleaseTags)-1]

// goVersion returns the language version that the package's module asks for.
func (n *node) goVersion() string {
	if n.module == nil || n.module.GoVersion == "" {
		return ""
	}
	return "go" + n.module.GoVersion
}

// checkFiles type-checks a package. Whatever is wrong with it, it returns what there is.
func (l *loader) checkFiles(conf types.Config, u *unit, files []*ast.File, info *types.Info, errs *[]types.Error) (pkg *types.Package) {
	conf.Error = func(err error) {
		if err, ok := errors.AsType[types.Error](err); ok {
			*errs = append(*errs, err)
		}
	}
	name := u.node.name
	if len(files) > 0 {
		name = files[0].Name.Name
	}
	pkg = types.NewPackage(u.node.path, name)
	defer func() {
		if v := recover(); v != nil { // go/types does not give up its invariants lightly, but code is seen that takes them
			*errs = append(*errs, types.Error{Fset: l.fset, Msg: fmt.Sprintf("the type checker fails: %v", v)})
			pkg.MarkComplete()
		}
	}()
	_ = types.NewChecker(&conf, l.fset, pkg, info).Files(files) // its error went to conf.Error
	return pkg
}

// isHard reports whether an error leaves something without a type. What is only unused does not.
func isHard(err types.Error) bool { return !err.Soft }

// An importer answers what a unit imports.
type importer struct {
	l *loader
	u *unit
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	n := i.l.graph.resolve(i.u.node, path)
	switch dep := i.l.unit(n); {
	case n == nil:
		return standIn(path), errors.New("no such package")
	case len(n.files) > 0 && slices.Contains(i.u.deps, dep):
		return dep.types, nil
	case n.err != nil:
		return standIn(path), firstLine(n.err.Err)
	case len(n.files) == 0:
		return nil, errors.New("it has no Go files")
	}
	return nil, errors.New("import cycle")
}

// standIn returns what takes the place of a package that cannot be had: the type checker finds there what the catalogue knows of it,
// and minds nothing else that is missing. It marks the package, so each importer has its own.
func standIn(path string) *types.Package {
	if pkg := winapi.Default().StandIn(path); pkg != nil {
		return pkg
	}
	return types.NewPackage(path, winapi.AssumedName(path))
}

// program returns what was loaded, after check has seen to all units, each after those that it depends on.
func (l *loader) program(ctx context.Context, check func(*unit)) (*Program, error) {
	p := &Program{Fset: l.fset, loader: l, module: l.module}
	var tasks []*task
	checks := make(map[*unit]*task, len(l.order))
	for _, u := range l.order {
		t := &task{run: func() { check(u) }, cost: size(u.files)}
		if u.analysed && len(u.files) > 0 {
			pkg := l.pkg(u)
			p.Packages = append(p.Packages, pkg)
			t.run = func() {
				check(u)
				pkg.typed()
			}
		}
		for _, dep := range u.deps {
			t.after(checks[dep])
		}
		checks[u] = t
		tasks = append(tasks, t)
	}
	p.link()
	if l.module != nil {
		for i, t := range summaries(p.Packages, l.module, l.fset, l.problem) {
			t.after(checks[p.Packages[i].unit])
			tasks = append(tasks, t)
		}
	}
	if err := schedule(ctx, tasks); err != nil {
		return nil, err
	}
	l.report(p)
	step := "check"
	if l.module != nil {
		step = "check and summarise"
	}
	l.request.watch.lap(step)
	p.Took = l.request.watch.steps()
	return p, nil
}

// report says what is wrong with what was loaded.
func (l *loader) report(p *Program) {
	l.graphProblems()
	told := make(map[string]bool) // packages of which it is known that something is wrong
	for _, p := range l.problems {
		told[p.Package] = p.Package != ""
	}
	for _, n := range l.graph.nodes() {
		if n.absent != nil {
			told[n.path] = true
		}
	}
	if l.shelved != nil {
		p.Dependencies = l.request.shelf.read
	}
	tooNew := make(map[string]bool) // modules
	for _, u := range l.order {
		if !u.analysed {
			if u.parsed {
				p.Dependencies++
			}
			p.DependencyErrors += len(u.errors)
			continue
		}
		// Where a package is missing, of which that is told, what it declares is missing as well.
		follows := slices.ContainsFunc(u.errors, func(err types.Error) bool { return told[unimported(err)] })
		if i := slices.IndexFunc(u.errors, isHard); i >= 0 && !follows {
			pos := l.fset.PositionFor(u.errors[i].Pos, false)
			l.problem(Problem{Kind: "type", Package: u.node.path, File: pos.Filename, Line: pos.Line, Message: u.errors[i].Msg})
		}
		if v := u.node.goVersion(); version.Compare(version.Lang(v), newestGo) > 0 && !tooNew[u.node.module.Path] {
			tooNew[u.node.module.Path] = true
			l.problem(Problem{Kind: "list", Package: u.node.path,
				Message: fmt.Sprintf("module %s asks for %s, but this program knows no more than %s", u.node.module.Path, v, newestGo)})
		}
	}
	p.Problems = l.problems
	slices.SortStableFunc(p.Problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Package, b.Package), strings.Compare(a.File, b.File), a.Line-b.Line)
	})
}

// unimported returns the path of the package that an error says cannot be imported, if it says so.
func unimported(err types.Error) string {
	if path, ok := strings.CutPrefix(err.Msg, "could not import "); ok {
		path, _, _ = strings.Cut(path, " ")
		return path
	}
	return ""
}

// graphProblems adds what the graph found wrong with packages, as far as it matters.
func (l *loader) graphProblems() {
	type place struct{ pkg, file string }
	told := make(map[place]bool) // by the parser, which says the same
	absent := make(map[*mod]bool)
	for _, p := range l.problems {
		if p.Kind == "parse" {
			told[place{p.Package, p.File}] = true
		}
	}
	for _, n := range l.graph.nodes() {
		if n.err == nil || n.forTest != "" || !n.matched && l.units[n] == nil {
			continue
		}
		if n.absent != nil {
			if !absent[n.absent] {
				absent[n.absent] = true
				l.problem(Problem{Kind: "missing", Package: n.absent.Path, Message: n.err.Err})
			}
			continue
		}
		if p := l.request.problem(n); !told[place{p.Package, p.File}] {
			l.problem(p)
		}
	}
}

// link finds out which packages import which, and puts them in order.
//
// The variant with test files stands for the package, so that test files may import what imports their package. Such imports
// are left out: Imports has no cycles.
func (p *Program) link() {
	l := p.loader
	byPath := make(map[string]*Package)
	for _, pkg := range p.Packages {
		byPath[pkg.Path] = pkg
	}
	type edge struct{ from, to *Package }
	var ofTests []edge
	for _, pkg := range p.Packages {
		imported := make(map[*unit]bool) // by other files than tests
		for _, f := range pkg.Files {
			if !strings.HasSuffix(p.Fset.File(f.FileStart).Name(), "_test.go") {
				for _, spec := range f.Imports {
					imported[l.unit(l.graph.resolve(pkg.unit.node, importPath(spec)))] = true
				}
			}
		}
		for _, dep := range pkg.unit.deps {
			to := byPath[dep.node.path]
			switch {
			case to == nil:
			case imported[dep]:
				pkg.Imports = append(pkg.Imports, to)
			default:
				ofTests = append(ofTests, edge{pkg, to})
			}
		}
	}
	for _, e := range ofTests {
		if !e.to.needs(e.from, make(map[*Package]bool)) {
			e.from.Imports = append(e.from.Imports, e.to)
		}
	}

	const (
		underway = iota + 1
		done
	)
	state := make(map[*Package]int, len(p.Packages))
	order := make([]*Package, 0, len(p.Packages))
	var visit func(pkg *Package)
	visit = func(pkg *Package) {
		state[pkg] = underway
		pkg.Imports = slices.DeleteFunc(pkg.Imports, func(dep *Package) bool {
			if state[dep] == 0 {
				visit(dep)
			}
			return state[dep] == underway // it closes an import cycle
		})
		state[pkg] = done
		order = append(order, pkg)
	}
	for _, pkg := range p.Packages {
		if state[pkg] == 0 {
			visit(pkg)
		}
	}
	p.Packages = order
}

// needs reports whether pkg is other or imports it, directly or not.
func (pkg *Package) needs(other *Package, seen map[*Package]bool) bool {
	if pkg == other {
		return true
	}
	if seen[pkg] {
		return false
	}
	seen[pkg] = true
	return slices.ContainsFunc(pkg.Imports, func(p *Package) bool { return p.needs(other, seen) })
}

// pkg returns a unit as those who analyse it see it, but for its types.
func (l *loader) pkg(u *unit) *Package {
	pkg := &Package{
		Path: u.node.path, Name: u.files[0].Name.Name, Dir: u.node.dir,
		GoVersion:  u.node.goVersion(),
		Matched:    u.node.matched,
		Files:      u.files,
		OtherFiles: u.node.other,
		Sizes:      l.sizes,
		unit:       u,
	}
	if u.node.module != nil {
		pkg.ModulePath = u.node.module.Path
	}
	return pkg
}

// typed tells what the type checker found.
func (pkg *Package) typed() {
	u := pkg.unit
	pkg.Types, pkg.Info, pkg.TypeErrors, pkg.IllTyped = u.types, u.info, u.errors, u.illTyped
}
