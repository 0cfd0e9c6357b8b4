// Engines: the analyzers that they make of rules, and the analysis that these share.

// Package engine is what the rules ask: which calls of a package mean something of the catalogue, what their arguments
// are, where the code runs, and what follows. It works in two phases. Each package is summarised, bottom up; then the
// rules judge it, knowing of the other packages what their summaries tell. In a modular driver both happen in one pass
// over the package; in a whole-module run ([Module]) all packages are summarised first.
package engine

import (
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Rule is one check.
type Rule struct {
	Name    string // also the package, the category and the word to suppress it with
	Doc     string // the whole page
	Summary string // one line
	URL     string // the guideline that it enforces
	Default Level
	Since   string // the version that brought it
	Fix     string // "safe", "unsafe" or "safe, unsafe": what its fixes are
	Run     func(*Pass)
}

// An Engine makes analyzers that share one analysis of each package.
type Engine struct {
	settings *Settings
	cat      func() *winapi.Catalogue
	core     *analysis.Analyzer
	module   *Module
	names    func() map[string]bool // the bare names of what the catalogue knows
}

// New returns an engine. The settings may still be changed until the first package is analysed. A module, which may be
// nil, holds packages that were summarised before.
func New(settings *Settings, module *Module) *Engine {
	e := &Engine{settings: settings, module: module, cat: sync.OnceValue(settings.catalogue)}
	e.names = sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for _, n := range e.cat().Names() {
			m[n] = true
		}
		for name, f := range e.cat().All {
			if dropsPort(f) {
				m[name[strings.LastIndexByte(name, '.')+1:]] = true
			}
		}
		return m
	})
	e.core = &analysis.Analyzer{
		Name:             "rdslintengine",
		Doc:              "summarise a package for the rdslint rules: catalogue calls, values, where the code runs",
		URL:              "https://pkg.go.dev/github.com/rdslint/rdslint",
		Run:              e.run,
		RunDespiteErrors: true,
		ResultType:       reflect.TypeFor[*Package](),
		FactTypes:        []analysis.Fact{(*summary.Package)(nil)},
	}
	return e
}

// Core returns the analyzer that the rules' analyzers require.
func (e *Engine) Core() *analysis.Analyzer { return e.core }

// Analyzer returns the analyzer of a rule. Its result is []*Finding: everything that the rule found, of every level.
func (e *Engine) Analyzer(r *Rule) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             r.Name,
		Doc:              r.Summary + "\n\n" + r.Doc,
		URL:              pageURL(r.Name),
		Requires:         []*analysis.Analyzer{e.core},
		RunDespiteErrors: true,
		ResultType:       reflect.TypeFor[[]*Finding](),
		Run: func(pass *analysis.Pass) (any, error) {
			p := pass.ResultOf[e.core].(*Package)
			findings, err := p.Judge(r, e.settings)
			if e.module == nil {
				e.offer(pass, p, r, findings)
				project(pass, findings, e.settings)
			}
			return findings, err
		},
	}
}

// Page returns the address of the rule's page.
func (r *Rule) Page() string { return pageURL(r.Name) }

// Prose returns the text of the rule's page, which is kept as a package comment.
func (r *Rule) Prose() *comment.Doc {
	text := r.Doc
	if file, err := parser.ParseFile(token.NewFileSet(), "", r.Doc, parser.PackageClauseOnly|parser.ParseComments); err == nil {
		text = file.Doc.Text()
	}
	var p comment.Parser
	return p.Parse(text)
}

func pageURL(rule string) string {
	return "https://github.com/rdslint/rdslint/blob/main/docs/rules/" + rule + ".md"
}

func (e *Engine) run(pass *analysis.Pass) (any, error) {
	if e.module != nil {
		if p := e.module.Package(pass.Pkg.Path()); p != nil {
			return p, nil
		}
		return nil, fmt.Errorf("package %s was not summarised", pass.Pkg.Path())
	}
	if standard(pass) {
		return &Package{Code: &code.Package{Fset: pass.Fset, Types: pass.Pkg}, skip: true}, nil
	}
	module := "" // not all drivers tell
	if pass.Module != nil {
		module = pass.Module.Path
	}
	foreign := func(path string) bool { return module != "" && !strings.HasPrefix(path+"/", module+"/") }
	facts := map[string]*summary.Package{}
	for _, imp := range pass.Pkg.Imports() {
		if e.cat().Package(imp.Path()) && (module == "" || foreign(imp.Path())) {
			continue // the catalogue answers for it, as it does where dependencies are not read
		}
		if s := new(summary.Package); pass.ImportPackageFact(imp, s) {
			facts[imp.Path()] = s
		}
	}
	if len(facts) == 0 && !e.concerns(pass) {
		return &Package{Code: &code.Package{Fset: pass.Fset, Types: pass.Pkg}, skip: true}, nil
	}
	w := &world{
		facts:   func(path string) *summary.Package { return facts[path] },
		pkg:     func(string) *Package { return nil },
		foreign: foreign,
	}
	p, err := summarised(pass.Fset, pass.Files, pass.Pkg, pass.TypesInfo, e.cat(), w, true)
	if err != nil {
		return nil, err
	}
	e.solve(p)
	fact, err := sealed(p.export())
	if err != nil {
		return nil, err
	}
	if fact != nil {
		pass.ExportPackageFact(fact)
	}
	return p, nil
}

// sealed returns a fact as another process reads it. golangci-lint hands facts over in memory, where they lead back to the
// sites of their package; importers must not learn more there than under go vet.
func sealed(fact *summary.Package) (*summary.Package, error) {
	if fact == nil {
		return nil, nil
	}
	data, err := fact.GobEncode()
	if err != nil {
		return nil, err
	}
	out := new(summary.Package)
	return out, out.GobDecode(data)
}

// standard reports whether the package belongs to the standard library, for which the catalogue answers. Its path is not
// enough: in a Bazel repository, and in a module of that name, tools/lock is a package like any other.
func standard(pass *analysis.Pass) bool {
	if pass.Module != nil && pass.Module.Path != "" { // unitchecker gives the standard library no module, golangci-lint an empty one
		return false
	}
	if !ofGo(pass.Pkg.Path()) {
		return false
	}
	return slices.ContainsFunc(pass.Files, func(f *ast.File) bool { // cgo has files elsewhere
		dir := filepath.ToSlash(filepath.Dir(pass.Fset.File(f.FileStart).Name()))
		return strings.HasSuffix(dir, "/src/"+pass.Pkg.Path())
	})
}

// solve tells a package where its code runs, by itself and the facts of what it imports.
func (e *Engine) solve(p *Package) {
	settleOutcomes([]*Package{p})
	settleTrust([]*Package{p}, []*Package{p})
	all := []*summary.Package{p.Summary}
	for _, imp := range p.Summary.Imports {
		if s := p.world.facts(imp); s != nil {
			all = append(all, s)
		}
	}
	p.solved = contexts.Solve(contexts.Input{
		Packages: all, Modular: true, Catalogue: e.cat(), Implementations: implementations([]*Package{p}),
		Programs: contextSets(e.settings.Programs), Entries: contextSets(e.settings.Entries),
	})
	p.everywhere = []*Package{p}
}

// concerns reports whether a package uses anything of the catalogue that a rule may ask for. One that does not, and that
// imports nothing with a summary, has nothing to say.
func (e *Engine) concerns(pass *analysis.Pass) bool {
	for _, f := range pass.Files {
		for _, imp := range f.Imports {
			path := strings.Trim(imp.Path.Value, "\"`")
			if path == "C" || e.cat().Import(path) != nil {
				return true
			}
		}
	}
	for id, obj := range pass.TypesInfo.Uses {
		if !e.names()[id.Name] {
			continue
		}
		switch obj := obj.(type) {
		case *types.Func:
			if f := e.cat().Go(obj.Origin().FullName()); f != nil && concerns(f) {
				return true
			}
		case *types.Var: // a function that a package keeps in a variable
			if obj.Pkg() != nil && !obj.IsField() && obj.Parent() == obj.Pkg().Scope() {
				if f := e.cat().Go(obj.Pkg().Path() + "." + obj.Name()); f != nil && concerns(f) {
					return true
				}
			}
		case *types.TypeName: // a package that keeps connections for its importers
			if obj.Pkg() != nil {
				if f := e.cat().Go(obj.Pkg().Path() + "." + obj.Name()); f != nil && f.Has(winapi.Carrier) {
					return true
				}
			}
		}
	}
	return false
}

func contextSets(m map[string]string) map[string]contexts.Set {
	if len(m) == 0 {
		return nil
	}
	out := make(map[string]contexts.Set, len(m))
	for k, v := range m {
		switch v {
		case "service":
			out[k] = contexts.Service
		case "session":
			out[k] = contexts.Session
		}
	}
	return out
}
