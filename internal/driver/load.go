package driver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// A loader turns a graph into types.
type loader struct {
	request *request
	graph   graph
	fset    *token.FileSet
	sizes   types.Sizes
	units   map[*node]*unit
	order   []*unit // dependencies first

	mu       sync.Mutex
	problems []Problem
}

// A unit is a package on its way from files to types.
type unit struct {
	node     *node
	analysed bool // whole: with bodies, comments and Info
	deps     []*unit
	files    []*ast.File
	types    *types.Package
	info     *types.Info
	errors   []types.Error
	illTyped bool
}

func newLoader(r *request, g graph) *loader {
	return &loader{
		request: r,
		graph:   g,
		fset:    token.NewFileSet(),
		sizes:   types.SizesFor("gc", r.arch),
		units:   make(map[*node]*unit),
	}
}

// load type-checks the packages to be analysed and whatever they need.
func (l *loader) load(ctx context.Context) error {
	for _, n := range l.analysed() {
		l.units[n] = &unit{node: n, analysed: true}
	}
	for _, n := range l.graph.nodes() {
		if u := l.units[n]; u != nil {
			l.need(u, make(map[*unit]bool))
		}
	}
	return schedule(ctx, l.order, func(u *unit) {
		l.parse(u)
		l.check(u)
	})
}

// need appends the unit and what it imports to the order. In an import cycle it drops the import that closes it.
func (l *loader) need(u *unit, above map[*unit]bool) {
	above[u] = true
	for _, id := range u.node.imports {
		n := l.graph.resolve(u.node, id)
		if n == nil {
			continue
		}
		dep, ok := l.units[n]
		if !ok {
			dep = &unit{node: n}
			l.units[n] = dep
		}
		if above[dep] {
			continue
		}
		if dep.deps == nil {
			l.need(dep, above)
		}
		u.deps = append(u.deps, dep)
	}
	if u.deps == nil {
		u.deps = []*unit{}
	}
	delete(above, u)
	l.order = append(l.order, u)
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

// schedule calls f for each unit once f has returned for those it depends on, in as many goroutines as there are processors.
// The units are in order, dependencies first.
func schedule(ctx context.Context, order []*unit, f func(*unit)) error {
	type state struct {
		pending   atomic.Int32
		importers []*unit
	}
	states := make(map[*unit]*state, len(order))
	for _, u := range order {
		s := new(state)
		s.pending.Store(int32(len(u.deps)))
		states[u] = s
		for _, dep := range u.deps {
			d := states[dep]
			d.importers = append(d.importers, u)
		}
	}
	if len(order) == 0 {
		return nil
	}
	ready := make(chan *unit, len(order))
	var left atomic.Int32
	left.Store(int32(len(order)))
	for _, u := range order {
		if len(u.deps) == 0 {
			ready <- u
		}
	}
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for u := range ready {
				if ctx.Err() == nil {
					f(u)
				}
				for _, importer := range states[u].importers {
					if states[importer].pending.Add(-1) == 0 {
						ready <- importer
					}
				}
				if left.Add(-1) == 0 {
					close(ready)
				}
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// readFile reads a file or its replacement.
func (l *loader) readFile(name string) ([]byte, error) {
	if data, ok := l.request.Overlay[name]; ok {
		return data, nil
	}
	return os.ReadFile(name)
}

// parse reads the files of a unit.
func (l *loader) parse(u *unit) {
	for _, name := range u.node.files {
		src, err := l.readFile(name)
		if err != nil {
			l.fileError(u, name, err)
			continue
		}
		mode := parser.SkipObjectResolution
		if u.analysed {
			mode |= parser.ParseComments
		} else {
			src = cutBodies(src)
		}
		file, err := parser.ParseFile(l.fset, name, src, mode)
		if err != nil {
			l.fileError(u, name, err)
		}
		if file != nil {
			u.files = append(u.files, file)
		}
	}
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
	conf := l.config(u)
	if u.analysed {
		u.info = newInfo()
	}
	u.types = l.checkFiles(conf, u.node.path, u.files, u.info, &u.errors)
	u.illTyped = u.illTyped || illTyped(u.errors)
	for _, dep := range u.deps {
		u.illTyped = u.illTyped || dep.illTyped
	}
	if !u.analysed {
		u.files = nil // the types are all that is needed of a dependency
	}
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		Scopes:       make(map[ast.Node]*types.Scope),
		FileVersions: make(map[*ast.File]string),
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
	if u.analysed {
		conf.GoVersion = u.node.goVersion()
	}
	return conf
}

// goVersion returns the language version that the package's module asks for.
func (n *node) goVersion() string {
	if n.module == nil || n.module.GoVersion == "" {
		return ""
	}
	return "go" + n.module.GoVersion
}

// checkFiles type-checks a package. Whatever is wrong with it, it returns what there is.
func (l *loader) checkFiles(conf types.Config, path string, files []*ast.File, info *types.Info, errs *[]types.Error) (pkg *types.Package) {
	conf.Error = func(err error) {
		if err, ok := errors.AsType[types.Error](err); ok {
			*errs = append(*errs, err)
		}
	}
	name := ""
	if len(files) > 0 {
		name = files[0].Name.Name
	}
	pkg = types.NewPackage(path, name)
	defer func() {
		if v := recover(); v != nil { // go/types does not give up its invariants lightly, but code is seen that takes them
			*errs = append(*errs, types.Error{Fset: l.fset, Msg: fmt.Sprintf("the type checker fails: %v", v)})
			pkg.MarkComplete()
		}
	}()
	_ = types.NewChecker(&conf, l.fset, pkg, info).Files(files) // its error went to conf.Error
	return pkg
}

// illTyped reports whether among errs is one that leaves something without a type.
func illTyped(errs []types.Error) bool {
	return slices.ContainsFunc(errs, func(err types.Error) bool { return !err.Soft })
}

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
	if n == nil {
		return nil, errors.New("no such package")
	}
	u := i.l.units[n]
	switch {
	case u != nil && u.types != nil && len(u.node.files) > 0:
		return u.types, nil
	case n.err != nil:
		return nil, firstLine(n.err.Err)
	case len(n.files) == 0:
		return nil, errors.New("it has no Go files")
	}
	return nil, errors.New("import cycle")
}

// program returns what was loaded.
func (l *loader) program() *Program {
	p := &Program{Fset: l.fset, loader: l}
	byPath := make(map[string]*Package)
	for _, u := range l.order {
		if !u.analysed {
			p.Dependencies++
			p.DependencyErrors += len(u.errors)
			continue
		}
		pkg := l.pkg(u)
		p.Packages = append(p.Packages, pkg)
		byPath[pkg.Path] = pkg
		if first := slices.IndexFunc(u.errors, func(err types.Error) bool { return !err.Soft }); first >= 0 {
			l.typeProblem(u, u.errors[first])
		}
	}
	for _, pkg := range p.Packages {
		for _, id := range pkg.unit.node.imports {
			n := l.graph.resolve(pkg.unit.node, id)
			if n == nil {
				continue
			}
			if imported := byPath[n.path]; imported != nil && imported != pkg && !slices.Contains(pkg.Imports, imported) {
				pkg.Imports = append(pkg.Imports, imported)
			}
		}
	}
	p.Problems = l.problems
	slices.SortStableFunc(p.Problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Package, b.Package), strings.Compare(a.File, b.File), a.Line-b.Line)
	})
	return p
}

// pkg returns a unit as those who analyse it see it.
func (l *loader) pkg(u *unit) *Package {
	pkg := &Package{
		Path: u.node.path, Name: u.types.Name(), Dir: u.node.dir,
		GoVersion:  u.node.goVersion(),
		Matched:    u.node.matched,
		Files:      u.files,
		OtherFiles: u.node.other,
		Types:      u.types,
		Info:       u.info,
		Sizes:      l.sizes,
		TypeErrors: u.errors,
		IllTyped:   u.illTyped,
		unit:       u,
	}
	if u.node.module != nil {
		pkg.ModulePath = u.node.module.Path
	}
	return pkg
}

func (l *loader) typeProblem(u *unit, err types.Error) {
	pos := l.fset.PositionFor(err.Pos, false)
	l.problems = append(l.problems, Problem{Kind: "type", Package: u.node.path, File: pos.Filename, Line: pos.Line, Message: err.Msg})
}
