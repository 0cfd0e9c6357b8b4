package driver

import (
	"context"
	"errors"
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
	texts  map[string][]byte              // of files that fixes edit

	failures int  // trials that went wrong
	over     bool // more trials would have been needed
	withheld []Withheld
	drop     map[*engine.Fix]bool

	mu       sync.Mutex                     // guards declared
	declared map[string]map[string][]*piece // what dependencies declare, by import path and name
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
	passed := t.rehearse(ctx, pkgs, offers)
	for _, p := range pkgs {
		if ctx.Err() != nil {
			break
		}
		t.settle(p, offers[p], passed[p])
	}
	engine.Withhold(findings, t.drop)
	return t.over
}

// rehearse tries the fixes of all packages at once, and returns which passed. Where code runs is asked of the whole module, so
// that to try them one package after another takes a time that grows with the square of the module. What fails here may do so
// by what was changed elsewhere, and is not believed.
func (t *tribunal) rehearse(ctx context.Context, pkgs []*Package, offers map[*Package][]engine.Offer) map[*Package][][]engine.Offer {
	plans := make(map[*Package][][]engine.Offer)
	for _, p := range pkgs {
		t.sequence(offers[p], func(base, others []engine.Offer) []engine.Offer {
			all := slices.Concat(base, others)
			if len(others) > 0 {
				plans[p] = append(plans[p], all)
			}
			return all
		})
	}
	passed := make(map[*Package][][]engine.Offer)
	for round := 0; ctx.Err() == nil; round++ {
		var trials []trial
		for _, p := range pkgs {
			if len(passed[p]) == round && len(plans[p]) > round {
				trials = append(trials, trial{p, plans[p][round]})
			}
		}
		if len(trials) == 0 {
			break
		}
		for i, err := range t.try(trials) {
			if err == nil {
				passed[trials[i].pkg] = append(passed[trials[i].pkg], trials[i].offers)
			}
		}
	}
	return passed
}

// settle decides about the fixes in one package, of which it is known that some pass together.
func (t *tribunal) settle(p *Package, offers []engine.Offer, passed [][]engine.Offer) {
	why := make(map[*engine.Fix]error)
	passes := func(set []engine.Offer) bool {
		if slices.ContainsFunc(passed, func(known []engine.Offer) bool { return slices.Equal(known, set) }) {
			return true
		}
		failed := errors.New("there are too many fixes to judge")
		if t.failures > maxFailures {
			t.over = true
		} else {
			failed = t.try([]trial{{p, set}})[0]
		}
		if failed != nil {
			t.failures++
			why[set[len(set)-1].Fix] = failed
		}
		return failed == nil
	}
	kept := make(map[*engine.Fix]bool)
	t.sequence(offers, func(base, others []engine.Offer) []engine.Offer {
		list := engine.Together(base, others, passes)
		for _, o := range list {
			kept[o.Fix] = true
		}
		return list
	})
	for _, o := range offers {
		if !kept[o.Fix] {
			t.withhold(o, why[o.Fix])
		}
	}
}

// sequence calls keep with the fixes that are tried together: some beside a base that was kept before. Keep returns the base and
// what it keeps of them.
func (t *tribunal) sequence(offers []engine.Offer, keep func(base, others []engine.Offer) []engine.Offer) {
	tried := make(map[*engine.Fix]bool)
	rest := func(list []engine.Offer) []engine.Offer {
		list = slices.DeleteFunc(slices.Clone(list), func(o engine.Offer) bool { return tried[o.Fix] })
		for _, o := range list {
			tried[o.Fix] = true
		}
		return list
	}
	// What -fix applies.
	base := keep(nil, rest(t.first(firsts(offers, func(x *engine.Fix) bool { return x.Safe }))))
	// What -fix -unsafe-fixes applies: of a finding the first, safe or not.
	first := t.first(firsts(offers, func(*engine.Fix) bool { return true }))
	base = slices.DeleteFunc(slices.Clone(base), func(o engine.Offer) bool { return !slices.Contains(first, o) })
	keep(base, rest(first))
	// The others, one of each finding at a time: first those that met another fix above.
	for _, others := range alternatives(offers) {
		for _, layer := range engine.Layers(t.prog.Fset, rest(others)) {
			keep(nil, layer)
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
	if _, err := engine.NewTrial(t.prog.Fset, t.readFile, []engine.Offer{o}); err != nil {
		return nil, err
	}
	return t.owners[file.Name()], nil
}

// readFile returns a file as the program was loaded from it. Thousands of fixes may edit one.
func (t *tribunal) readFile(name string) ([]byte, error) {
	if src, ok := t.texts[name]; ok {
		return src, nil
	}
	src, err := t.prog.ReadFile(name)
	if err == nil {
		t.texts[name] = src
	}
	return src, err
}

func (t *tribunal) withhold(o engine.Offer, why error) {
	w := Withheld{Finding: o.Finding, Fix: *o.Fix, Why: "it was not tried"}
	if why != nil {
		w.Why = why.Error()
	}
	t.withheld = append(t.withheld, w)
	t.drop[o.Fix] = true
}

// A trial is of fixes in files of one package together.
type trial struct {
	pkg    *Package
	offers []engine.Offer
}

// try judges fixes in several packages, and returns what is wrong with those of each.
func (t *tribunal) try(trials []trial) []error {
	errs := make([]error, len(trials))
	results := make([]*engine.Trial, len(trials))
	changes := make([]engine.Change, len(trials))
	inParallel(len(trials), func(i int) {
		results[i], changes[i], errs[i] = t.apply(trials[i])
	})
	var compile []int
	var compiled []engine.Change
	for i := range trials {
		if errs[i] == nil {
			compile = append(compile, i)
			compiled = append(compiled, changes[i])
		}
	}
	if len(compiled) == 0 {
		return errs
	}
	found, failed := t.module.Rejudge(t.prog.Fset, compiled, t.rules)
	for k, i := range compile {
		errs[i] = failed[k]
		if errs[i] == nil {
			before := settle(t.prog, slices.Clone(t.found[trials[i].pkg]), t.rules)
			errs[i] = results[i].Clears(before, settle(t.prog, found[k], t.rules))
		}
	}
	return errs
}

// apply type-checks a package as fixes leave it.
func (t *tribunal) apply(of trial) (result *engine.Trial, change engine.Change, err error) {
	if result, err = engine.NewTrial(t.prog.Fset, t.prog.ReadFile, of.offers); err != nil {
		return nil, change, err
	}
	if err := result.Formatted(); err != nil {
		return nil, change, err
	}
	checked, err := t.prog.Recheck(of.pkg, result.Overlay())
	if err != nil {
		return nil, change, err
	}
	excused := func(err types.Error) bool {
		path, name := engine.Qualified(checked.Files, checked.Info, err.Pos)
		return path != "" && t.declares(checked, path, name)
	}
	if err := result.Compiles(of.pkg.TypeErrors, checked.TypeErrors, excused); err != nil {
		return nil, change, err
	}
	return result, engine.Change{Files: checked.Files, Types: checked.Types, Info: checked.Info}, nil
}

// declares reports whether a dependency of p declares a name that was not loaded because nothing asked for it.
func (t *tribunal) declares(p *Package, path, name string) bool {
	l := t.prog.loader
	n := l.graph.resolve(p.unit.node, path)
	if n == nil || !token.IsExported(name) {
		return false
	}
	if u := l.unit(n); u == nil || u.analysed {
		return false // all of it is loaded
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	names, ok := t.declared[n.id]
	if !ok {
		whole := *n
		whole.texts = nil
		names = newSlicer(l, &unit{node: &whole}).pieces
		t.declared[n.id] = names
	}
	return names[name] != nil
}

// forFixes holds what fixes are written with, by import path.
var forFixes = map[string][]string{
	"fmt":           {"Sprint", "Sprintf"},
	"os":            {"Getenv", "Getpid", "TempDir", "UserCacheDir", "UserConfigDir"},
	"os/user":       {"Current"},
	"path/filepath": {"Join"},
	"strconv":       {"Itoa", "FormatUint"},
	"syscall":       {"NewLazyDLL"},
	"time":          {"Millisecond"},
	"golang.org/x/sys/windows": {
		"NewLazySystemDLL", "UTF16PtrToString", "StringToUTF16", "GetCurrentProcessId", "ProcessIdToSessionId",
		"WTSEnumerateSessions", "WTSFreeMemory", "WTS_SESSION_INFO", "WTSActive", "WTSGetActiveConsoleSessionId", "NORMAL_PRIORITY_CLASS",
	},
	"golang.org/x/sys/windows/registry": {"OpenKey", "Key", "CURRENT_USER", "LOCAL_MACHINE", "QUERY_VALUE"},
	"golang.org/x/sys/windows/svc":      {"AcceptSessionChange", "SessionChange"},
}

// written returns what fixes are written with, of the packages that are loaded anyhow: without it the result of a fix could
// be judged only in part.
func (l *loader) written() demands {
	d := make(demands)
	for path, names := range forFixes {
		if n := l.graph.resolve(nil, path); n != nil && (l.unit(n) != nil || n.standard) {
			d.add(n, names...)
		}
	}
	return d
}
