// All packages of a module: added one after another, then told where their code runs.

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

	roster func() *rosterIndex // of the packages, once there are no more to come
	solved *contexts.Solved

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
	m.roster = sync.OnceValue(func() *rosterIndex { return newRosterIndex(all) })
	go m.roster()
	in := m.input(all, nil)
	var wg sync.WaitGroup
	wg.Go(func() { m.solved = contexts.Solve(in) }) // which does not ask what the outcomes are
	settleOutcomes(all)
	wg.Wait()
	settleTrust(all, all)
	tell(in, m.solved, all, all)
}

// tell tells packages what a solved module knows: where all its code runs, and which types implement an interface.
func tell(in contexts.Input, solved *contexts.Solved, packages, all []*Package) {
	var mu sync.Mutex
	implemented := func(method string) []string {
		mu.Lock()
		defer mu.Unlock()
		return in.Implementations(method)
	}
	once := new(sync.Map)
	for _, p := range packages {
		p.solved, p.everywhere, p.implemented, p.once, p.whole = solved, all, implemented, once, true
	}
}

// input is what the solver starts from if these are the packages, changed ones among them. While something else is done, their types
// are put in order.
func (m *Module) input(all, changed []*Package) contexts.Input {
	index := sync.OnceValue(func() *typeIndex { return newTypeIndex(all) })
	go index()
	in := contexts.Input{
		Catalogue: m.cat, Implementations: implementationsBy(&roster{all, m.roster, changed}, index),
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
