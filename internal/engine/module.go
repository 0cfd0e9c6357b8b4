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
		facts:   func(string) *summary.Package { return nil },
		pkg:     m.Package,
		foreign: func(string) bool { return false },
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
	settleTrust(all, all)
	m.tell(all, all)
}

// tell tells packages what a solved module knows: where all its code runs, and which types implement an interface.
func (m *Module) tell(packages, all []*Package) {
	in := m.input(all)
	solved := contexts.Solve(in)
	var mu sync.Mutex
	implemented := func(method string) []string {
		mu.Lock()
		defer mu.Unlock()
		return in.Implementations(method)
	}
	for _, p := range packages {
		p.solved, p.everywhere, p.implemented, p.whole = solved, all, implemented, true
	}
	if len(packages) > 0 {
		searchers := sync.OnceValue(packages[0].processListers)
		once := new(sync.Map)
		for _, p := range packages {
			p.searchers, p.once = searchers, once
		}
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
	index := sync.OnceValue(func() *typeIndex { return newTypeIndex(pkgs) })
	implementers := map[string]*types.Named{}
	return func(method string) []string {
		recv, name, ok := strings.Cut(strings.TrimPrefix(method, "("), ").")
		if !ok {
			return nil
		}
		i := index().interfaces[recv]
		if i == nil || i.NumMethods() == 0 {
			return nil
		}
		named, ok := implementers[recv]
		if !ok {
			named = index().implementer(i)
			implementers[recv] = named
		}
		if named == nil {
			return nil
		}
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(named), true, named.Obj().Pkg(), name)
		if fn, ok := obj.(*types.Func); ok {
			return []string{fn.Origin().FullName()}
		}
		return nil
	}
}

// A typeIndex holds the types that packages declare: interfaces by full name, and the others by the names of their methods.
type typeIndex struct {
	interfaces map[string]*types.Interface
	byMethod   map[string][]*types.Named
}

func newTypeIndex(pkgs []*Package) *typeIndex {
	index := &typeIndex{map[string]*types.Interface{}, map[string][]*types.Named{}}
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
				index.interfaces[p.Code.Types.Path()+"."+name] = i
				continue
			}
			methods := map[string]bool{}
			methodNames(named, methods, map[types.Type]bool{})
			for m := range methods {
				index.byMethod[m] = append(index.byMethod[m], named)
			}
		}
	}
	return index
}

// implementer returns the one type that implements an interface, or nil if there is none or more than one. To ask go/types
// of each type takes longer than all that the solver does, so only those are asked about that have a method of the rarest
// name.
func (index *typeIndex) implementer(i *types.Interface) (only *types.Named) {
	candidates := index.byMethod[i.Method(0).Name()]
	for m := range i.Methods() {
		if list := index.byMethod[m.Name()]; len(list) < len(candidates) {
			candidates = list
		}
	}
	for _, t := range candidates {
		if types.Implements(t, i) || types.Implements(types.NewPointer(t), i) {
			if only != nil {
				return nil
			}
			only = t
		}
	}
	return only
}

// methodNames adds the names of a type's methods, those of embedded fields included, even if they are hidden.
func methodNames(t types.Type, names map[string]bool, seen map[types.Type]bool) {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	t = types.Unalias(t)
	if named, ok := t.(*types.Named); ok {
		t = named.Origin()
	}
	if seen[t] {
		return
	}
	seen[t] = true
	if named, ok := t.(*types.Named); ok {
		for m := range named.Methods() {
			names[m.Name()] = true
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Interface:
		for m := range u.Methods() {
			names[m.Name()] = true
		}
	case *types.Struct:
		for f := range u.Fields() {
			if f.Embedded() {
				methodNames(f.Type(), names, seen)
			}
		}
	}
}
