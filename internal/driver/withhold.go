package driver

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"sync"

	"github.com/rdslint/rdslint/internal/engine"
)

// maxFailures bounds how many trials of a run may fail. Those that do not are few: some for each package with fixes.
const maxFailures = 64

// A tribunal judges the fixes that findings offer: it applies them in memory, type-checks the package again and lets the
// rules judge it.
type tribunal struct {
	prog   *Program
	module *engine.Module
	rules  []*engine.Rule
	found  map[*Package][]*engine.Finding // what each package's pass found
	owners map[string]*Package            // of files

	failures int  // trials that went wrong
	over     bool // more trials would have been needed
	withheld []Withheld
	drop     map[*engine.Fix]bool

	mu       sync.Mutex                 // guards declared
	declared map[string]map[string]bool // the names that dependencies declare, by import path
}

func owners(prog *Program) map[string]*Package {
	m := make(map[string]*Package)
	for _, p := range prog.Packages {
		for _, f := range p.Files {
			m[prog.Fset.File(f.FileStart).Name()] = p
		}
	}
	return m
}

// judge takes from findings the fixes that would do harm, and reports whether it withheld some only because there were too
// many.
//
// The fixes of a package that -fix applies are tried all together, and so are those that -fix -unsafe-fixes applies, and then
// the others of each kind. If that goes well, it is all. If not, those are kept that pass with those before them.
func (t *tribunal) judge(ctx context.Context, findings []*engine.Finding) bool {
	t.drop = make(map[*engine.Fix]bool)
	offers := make(map[*Package][]engine.Offer)
	var pkgs []*Package
	for _, f := range findings {
		for i := range f.Fixes {
			o := engine.Offer{Finding: f, Fix: &f.Fixes[i]}
			p, err := t.owner(o)
			if err != nil {
				t.withhold(o, err)
				continue
			}
			if offers[p] == nil {
				pkgs = append(pkgs, p)
			}
			offers[p] = append(offers[p], o)
		}
	}
	type choice struct {
		safe []engine.Offer // what -fix applies at once
		err  error          // what is wrong with them all together
	}
	choices := make(map[*Package]*choice)
	for _, p := range pkgs {
		choices[p] = &choice{safe: t.first(firsts(offers[p], func(x *engine.Fix) bool { return x.Safe }))}
	}
	parallel(pkgs, func(p *Package) {
		if c := choices[p]; len(c.safe) > 0 && ctx.Err() == nil {
			c.err = t.try(p, c.safe)
		}
	})
	for _, p := range pkgs {
		if ctx.Err() != nil {
			break
		}
		t.settle(p, offers[p], choices[p].safe, choices[p].err)
	}
	engine.Withhold(findings, t.drop)
	return t.over
}

// settle decides about the fixes in one package. Those of safe, all together, were tried with the result err.
func (t *tribunal) settle(p *Package, offers, safe []engine.Offer, err error) {
	why := make(map[*engine.Fix]error)
	passes := func(set []engine.Offer) bool {
		failed := err
		if err == nil || !slices.Equal(set, safe) {
			if t.failures > maxFailures {
				t.over = true
				failed = errors.New("there are too many fixes to judge")
			} else {
				failed = t.try(p, set)
			}
		}
		if failed != nil {
			t.failures++
			why[set[len(set)-1].Fix] = failed
		}
		return failed == nil
	}
	kept := make(map[*engine.Fix]bool)
	keep := func(base, others []engine.Offer) []engine.Offer {
		list := engine.Together(base, others, passes)
		for _, o := range list {
			kept[o.Fix] = true
		}
		return list
	}
	tried := make(map[*engine.Fix]bool)
	rest := func(list []engine.Offer) []engine.Offer {
		list = slices.DeleteFunc(slices.Clone(list), func(o engine.Offer) bool { return tried[o.Fix] })
		for _, o := range list {
			tried[o.Fix] = true
		}
		return list
	}

	// What -fix applies.
	base := rest(safe)
	if err == nil {
		for _, o := range base {
			kept[o.Fix] = true
		}
	} else {
		base = keep(nil, base)
	}
	// What -fix -unsafe-fixes applies: of a finding the first, safe or not.
	first := t.first(firsts(offers, func(*engine.Fix) bool { return true }))
	base = slices.DeleteFunc(base, func(o engine.Offer) bool {
		return !slices.Contains(first, o)
	})
	keep(base, rest(first))
	// The others, one of each finding at a time: first those that met another fix above.
	for _, others := range alternatives(offers) {
		for _, layer := range engine.Layers(t.prog.Fset, rest(others)) {
			keep(nil, layer)
		}
	}
	for _, o := range offers {
		if !kept[o.Fix] {
			t.withhold(o, why[o.Fix])
		}
	}
}

// firsts returns of each finding the first fix that ok accepts.
func firsts(offers []engine.Offer, ok func(*engine.Fix) bool) []engine.Offer {
	var list []engine.Offer
	var last *engine.Finding
	for _, o := range offers {
		if o.Finding != last && ok(o.Fix) {
			list = append(list, o)
			last = o.Finding
		}
	}
	return list
}

// first returns the fixes that can be applied at once.
func (t *tribunal) first(offers []engine.Offer) []engine.Offer {
	if layers := engine.Layers(t.prog.Fset, offers); len(layers) > 0 {
		return layers[0]
	}
	return nil
}

// alternatives sorts fixes by their messages, in the order of the first of each.
func alternatives(offers []engine.Offer) [][]engine.Offer {
	var lists [][]engine.Offer
	for _, o := range offers {
		i := slices.IndexFunc(lists, func(l []engine.Offer) bool { return l[0].Fix.Message == o.Fix.Message })
		if i < 0 {
			lists = append(lists, nil)
			i = len(lists) - 1
		}
		lists[i] = append(lists[i], o)
	}
	return lists
}

// owner returns the package whose file a fix edits.
func (t *tribunal) owner(o engine.Offer) (*Package, error) {
	if len(o.Fix.Edits) == 0 {
		return nil, errors.New("it has no edits")
	}
	file := t.prog.Fset.File(o.Fix.Edits[0].Pos)
	if file == nil || t.owners[file.Name()] == nil {
		return nil, errors.New("it edits a file that is not analysed")
	}
	if _, err := engine.NewTrial(t.prog.Fset, t.prog.ReadFile, []engine.Offer{o}); err != nil {
		return nil, err
	}
	return t.owners[file.Name()], nil
}

func (t *tribunal) withhold(o engine.Offer, why error) {
	w := Withheld{Finding: o.Finding, Fix: *o.Fix, Why: "it was not tried"}
	if why != nil {
		w.Why = why.Error()
	}
	t.withheld = append(t.withheld, w)
	t.drop[o.Fix] = true
}

// try judges fixes in files of a package together.
func (t *tribunal) try(p *Package, offers []engine.Offer) error {
	trial, err := engine.NewTrial(t.prog.Fset, t.prog.ReadFile, offers)
	if err != nil {
		return err
	}
	if err := trial.Formatted(); err != nil {
		return err
	}
	checked, err := t.prog.Recheck(p, trial.Overlay())
	if err != nil {
		return err
	}
	excused := func(err types.Error) bool {
		path, name := engine.Qualified(checked.Files, checked.Info, err.Pos)
		return path != "" && t.declares(checked, path, name)
	}
	if err := trial.Compiles(p.TypeErrors, checked.TypeErrors, excused); err != nil {
		return err
	}
	after, err := t.module.Rejudge(t.prog.Fset, checked.Files, checked.Types, checked.Info, t.rules)
	if err != nil {
		return err
	}
	before := settle(t.prog, slices.Clone(t.found[p]), t.rules)
	return trial.Clears(before, settle(t.prog, after, t.rules))
}

// declares reports whether a dependency of p declares a name that was not loaded because nothing asked for it.
func (t *tribunal) declares(p *Package, path, name string) bool {
	l := t.prog.loader
	n := l.graph.resolve(p.unit.node, path)
	if n == nil || !token.IsExported(name) {
		return false
	}
	if u := l.units[n]; u == nil || u.analysed {
		return false // all of it is loaded
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	names, ok := t.declared[n.id]
	if !ok {
		names = make(map[string]bool)
		t.declared[n.id] = names
		for _, file := range n.files {
			src, err := l.readFile(file)
			if err != nil {
				continue
			}
			f, _ := parser.ParseFile(token.NewFileSet(), file, cutBodies(src), parser.SkipObjectResolution)
			if f != nil {
				declaredNames(f, names)
			}
		}
	}
	return names[name]
}

func declaredNames(f *ast.File, names map[string]bool) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				names[d.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					names[spec.Name.Name] = true
				case *ast.ValueSpec:
					for _, id := range spec.Names {
						names[id.Name] = true
					}
				}
			}
		}
	}
}

// forFixes holds what fixes are written with, by import path.
var forFixes = map[string][]string{
	"fmt":     {"Sprintf"},
	"os":      {"Getpid"},
	"strconv": {"Itoa", "FormatUint"},
	"syscall": {"NewLazyDLL"},
	"golang.org/x/sys/windows": {
		"NewLazySystemDLL", "UTF16PtrToString", "StringToUTF16", "GetCurrentProcessId", "ProcessIdToSessionId",
		"WTSEnumerateSessions", "WTSFreeMemory", "WTS_SESSION_INFO", "WTSActive",
	},
}

// written returns what fixes are written with, of the packages that are loaded anyhow: without it the result of a fix could
// be judged only in part.
func (l *loader) written() demands {
	d := make(demands)
	for path, names := range forFixes {
		if n := l.graph.resolve(nil, path); n != nil && (l.units[n] != nil || n.standard) {
			d.add(n, names...)
		}
	}
	return d
}
