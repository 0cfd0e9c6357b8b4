package engine

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Module holds the packages of a whole-module run: they are summarised one after another, imports first, and then it is
// solved where their code runs.
type Module struct {
	settings *Settings
	cat      *winapi.Catalogue

	mu       sync.RWMutex
	packages map[string]*Package

	rejudging sync.Mutex
}

// NewModule returns an empty module.
func NewModule(settings *Settings) *Module {
	return &Module{
		settings: settings, cat: settings.catalogue(), packages: map[string]*Package{},
	}
}

// Add summarises a package. Its imports must have been added before. It may be called concurrently. After an error the
// package is there, with nothing to tell.
func (m *Module) Add(fset *token.FileSet, files []*ast.File, pkg *types.Package, info *types.Info) error {
	p, err := summarised(fset, files, pkg, info, m.cat, m.world(), false)
	m.mu.Lock()
	m.packages[pkg.Path()] = p
	m.mu.Unlock()
	return err
}

func (m *Module) world() *world {
	return &world{
		facts: func(string) *summary.Package { return nil },
		pkg:   m.Package,
	}
}

// Package returns the package with an import path, or nil.
func (m *Module) Package(path string) *Package {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.packages[path]
}

// Solve tells all packages where their code runs. Nothing may be added after it.
func (m *Module) Solve() {
	var all []*Package
	for _, p := range m.packages {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *Package) int { return strings.Compare(a.Summary.Path, b.Summary.Path) })
	settleOutcomes(all)
	solved := contexts.Solve(m.input(all))
	for _, p := range all {
		p.solved, p.everywhere, p.whole = solved, all, true
	}
}

// input is what the solver starts from if these are the packages.
func (m *Module) input(all []*Package) contexts.Input {
	in := contexts.Input{
		Catalogue: m.cat, Implementations: implementations(all),
		Programs: contextSets(m.settings.Programs), Entries: contextSets(m.settings.Entries),
	}
	for _, p := range all {
		in.Packages = append(in.Packages, p.Summary)
	}
	return in
}

// Explain prints for each function whose id matches where it runs, and why.
func (m *Module) Explain(w io.Writer, id *regexp.Regexp) error {
	var ids []string
	owner := map[string]*Package{}
	for _, p := range m.packages {
		for name := range p.Summary.Funcs {
			if id.MatchString(name) {
				ids, owner[name] = append(ids, name), p
			}
		}
	}
	slices.Sort(ids)
	for _, name := range ids {
		why := strings.ReplaceAll(owner[name].solved.Why(name), "\n", "\n\t")
		if _, err := fmt.Fprintf(w, "%s\n\t%s\n", name, why); err != nil {
			return err
		}
	}
	return nil
}

// implementations returns a function that tells which functions a call of an interface method runs, where one type of
// the packages implements the interface. Several types leave it open.
func implementations(pkgs []*Package) func(method string) []string {
	var concrete []types.Type
	interfaces := map[string]*types.Interface{} // by full name
	for _, p := range pkgs {
		scope := p.Code.Types.Scope()
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() {
				continue
			}
			named, ok := tn.Type().(*types.Named)
			if !ok || named.TypeParams().Len() > 0 {
				continue
			}
			if i, ok := named.Underlying().(*types.Interface); ok {
				interfaces[p.Code.Types.Path()+"."+name] = i
			} else if named.NumMethods() > 0 || isStruct(named) {
				concrete = append(concrete, named)
			}
		}
	}
	implementers := map[string][]types.Type{}
	of := func(name string, i *types.Interface) []types.Type {
		if got, ok := implementers[name]; ok {
			return got
		}
		var out []types.Type
		for _, t := range concrete {
			if types.Implements(t, i) || types.Implements(types.NewPointer(t), i) {
				out = append(out, t)
			}
		}
		implementers[name] = out
		return out
	}
	return func(method string) []string {
		recv, name, ok := strings.Cut(strings.TrimPrefix(method, "("), ").")
		if !ok {
			return nil
		}
		i := interfaces[recv]
		if i == nil || i.NumMethods() == 0 {
			return nil
		}
		types_ := of(recv, i)
		if len(types_) != 1 {
			return nil
		}
		named := types_[0].(*types.Named)
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(named), true, named.Obj().Pkg(), name)
		if fn, ok := obj.(*types.Func); ok {
			return []string{fn.Origin().FullName()}
		}
		return nil
	}
}

func isStruct(t types.Type) bool { _, ok := t.Underlying().(*types.Struct); return ok }
