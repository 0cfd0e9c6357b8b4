// One package: what is known of it, and of other packages while it is analysed.

package engine

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"runtime/debug"
	"sync"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Package is one analysed package: its syntax, its values, and the places where it uses the catalogue.
type Package struct {
	Code    *code.Package
	Summary *summary.Package

	mu        sync.Mutex // guards eval, which importers ask too
	eval      *names.Evaluator
	cat       *winapi.Catalogue
	world     *world
	sites     []*Site
	sorting   sync.Once
	byClass   map[winapi.Class][]int // which of the sites are of a class; see Sites
	callers   map[string][]call      // the package's calls by what they call
	factCalls []factCall             // the package's calls of what the catalogue knows
	ways      map[way]bool           // the calls that are sites of what other functions do
	listing   map[*code.Func][]int   // see listedParams
	ran       map[*code.Func]int     // see affords
	modular   bool                   // importers are not known
	skip      bool                   // nothing here concerns the catalogue

	ignoring ignores

	solved       *contexts.Solved
	implementers func(method string) []string // within the package
	implemented  func(method string) []string // within the module; nil while only the package is known
	everywhere   []*Package                   // what is known besides, this package included
	once         *sync.Map                    // what is made once of a solved module: see once
	locking      sync.Once
	locks        []Lock // see Locks
	trusts       []*Trust
	asking       sync.Once
	askedUsers   map[ast.Expr]bool // see asked
	whole        bool              // the whole module is known
}

// NewInfo returns empty tables for all that the engine reads of the type-checked files of a package. It makes room for what files
// of their size usually need, without comments: tables that grow as they are filled would be copied several times.
func NewInfo(files []*ast.File) *types.Info {
	size := 0 // of the code
	for _, f := range files {
		size += int(f.FileEnd - f.FileStart)
		for _, c := range f.Comments {
			size -= int(c.End() - c.Pos())
		}
	}
	size = max(size, 0)
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue, size/10),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object, size/60),
		Uses:         make(map[*ast.Ident]types.Object, size/14),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection, size/80),
		FileVersions: make(map[*ast.File]string),
	}
}

// A world is what a package's analysis knows of other packages. In a modular driver that is the facts of its imports; in
// a whole-module run the packages that were analysed before.
type world struct {
	facts func(path string) *summary.Package
	pkg   func(path string) *Package
	// foreign reports whether a package belongs to another module, whose facts tell what it does but which is not analysed.
	foreign func(path string) bool
}

// Results returns the possible results of a function of another package, nil where nothing is known; see [names.World].
func (w *world) Results(fn *types.Func) []names.Values {
	path := fn.Pkg().Path()
	if q := w.pkg(path); q != nil && !q.skip {
		q.mu.Lock()
		defer q.mu.Unlock()
		if f := q.Code.FuncOf(fn); f != nil {
			return q.eval.Results(f)
		}
		return nil
	}
	if s := w.facts(path); s != nil {
		if f := s.Funcs[fn.FullName()]; f != nil {
			return f.Results
		}
	}
	return nil
}

// Stored returns what another package puts into its variable or field v, whose full name is name.
func (w *world) Stored(v *types.Var, name string) names.Values {
	path := v.Pkg().Path()
	if q := w.pkg(path); q != nil && !q.skip {
		return q.stored(v)
	}
	if s := w.facts(path); s != nil {
		return s.Stored[name]
	}
	return nil
}

// Const returns the value of another package's constant, with the literal that says it.
func (w *world) Const(c *types.Const) names.Values {
	if q := w.pkg(c.Pkg().Path()); q != nil && !q.skip {
		q.mu.Lock()
		defer q.mu.Unlock()
		return q.eval.Const(c)
	}
	return nil
}

// summary returns the summary of a package that is known, by whichever way; nil for others.
func (w *world) summary(path string) *summary.Package {
	if q := w.pkg(path); q != nil {
		return q.Summary
	}
	return w.facts(path)
}

// summarised analyses a package. A panic on the way is an error, and the package then has nothing to tell: what is linted
// may be anything, and one package must not end the run.
func summarised(fset *token.FileSet, files []*ast.File, pkg *types.Package, info *types.Info, cat *winapi.Catalogue, w *world, modular bool) (p *Package, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("the analysis failed: %v\n%s", v, debug.Stack())
			p = &Package{
				Code:    code.New(fset, nil, pkg, new(types.Info)),
				Summary: &summary.Package{Path: pkg.Path(), Name: pkg.Name()},
				cat:     cat, world: w, skip: true,
			}
		}
	}()
	return analyse(code.New(fset, files, pkg, info), cat, w, modular), nil
}

// analyse indexes a package and finds its sites and its summary.
func analyse(cp *code.Package, cat *winapi.Catalogue, w *world, modular bool) *Package {
	p := &Package{Code: cp, cat: cat, world: w, modular: modular, eval: names.New(cp, cat, w)}
	cp.Exits = func(call *ast.CallExpr) bool {
		fn := code.StaticCallee(cp.Info, call)
		if fn == nil {
			return false
		}
		if f := p.eval.Fact(fn); f != nil {
			if _, ok := f.Is[winapi.Exit]; ok {
				return true
			}
		}
		if fn.Pkg() != nil && fn.Pkg() != cp.Types {
			if s := w.summary(fn.Pkg().Path()); s != nil {
				f := s.Funcs[cp.FullName(fn)]
				return f != nil && f.NoReturn
			}
		}
		return false
	}
	p.eval.Commands = p.commandOf
	p.implementers = implementations([]*Package{p})
	p.findSites()
	p.summarise()
	return p
}

// stored returns what the package gives to a field or a variable of a package, which may be another one's.
func (p *Package) stored(v *types.Var) names.Values {
	if p.skip {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.eval.Stored(v)
}

// gives returns what the package gives to parameter i of a function.
func (p *Package) gives(fn string, i int) names.Values {
	if p.skip || len(p.callers[fn]) == 0 {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var all names.Values
	for _, c := range p.callers[fn] {
		all = append(all, p.eval.Argument(c.call, names.Segment{Kind: names.Param, Func: fn, Index: i})...)
	}
	return all
}

// Eval returns the possible values of an expression of the package.
func (p *Package) Eval(x ast.Expr) names.Values {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.eval.Eval(x)
}
