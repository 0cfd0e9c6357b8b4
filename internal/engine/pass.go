// One rule's look at one package: its sites, and what is made once for the whole module.

package engine

import (
	"cmp"
	"fmt"
	"go/ast"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Pass is one rule's look at one package.
type Pass struct {
	*Package
	rule     *Rule
	settings *Settings
	findings []*Finding
}

// Judge runs a rule over the package and returns what it found, sorted by place. A panic in the rule is an error of that
// rule for this package.
func (p *Package) Judge(r *Rule, settings *Settings) (findings []*Finding, err error) {
	level, set := settings.Levels[r.Name]
	if p.skip || set && level == 0 {
		return nil, nil
	}
	pass := &Pass{Package: p, rule: r, settings: settings}
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: rule %s failed: %v\n%s", p.Summary.Path, r.Name, v, debug.Stack())
		}
	}()
	r.Run(pass)
	if set {
		for _, f := range pass.findings {
			f.Level = level
		}
	}
	slices.SortStableFunc(pass.findings, func(a, b *Finding) int { return cmp.Compare(a.Pos, b.Pos) })
	return pass.findings, nil
}

// Whole reports whether the whole module is known. If not, code that can be reached from outside the package may run
// anywhere.
func (p *Package) Whole() bool { return p.whole }

// Sites returns the places in the package that use something of one of the classes, in source order. Code that nobody
// calls is left out.
func (p *Package) Sites(classes ...winapi.Class) []*Site {
	p.sorting.Do(p.sortSites)
	var numbers []int
	for _, c := range classes {
		numbers = append(numbers, p.byClass[c]...)
	}
	slices.Sort(numbers)
	var out []*Site
	for _, i := range slices.Compact(numbers) {
		if s := p.sites[i]; p.live(s) {
			out = append(out, s)
		}
	}
	return out
}

// sortSites sorts the sites by their classes: each rule asks for some.
func (p *Package) sortSites() {
	p.byClass = map[winapi.Class][]int{}
	for i, s := range p.sites {
		if s.Fact == nil {
			continue
		}
		for c := range s.Fact.Is {
			p.byClass[c] = append(p.byClass[c], i)
		}
	}
}

// Everywhere returns the sites of all packages that are known: the module's, or in a modular driver this package's.
func (p *Package) Everywhere(classes ...winapi.Class) []*Site {
	return once(p, sitesOf(fmt.Sprint(classes)), func() (out []*Site) {
		for _, q := range p.everywhere {
			out = append(out, q.Sites(classes...)...)
		}
		return out
	})
}

// sitesOf is the key of the sites of all packages that use something of some classes.
type sitesOf string

// Once returns what the rule makes of all that is known, as Everywhere tells it. For a solved module it is made once, and the passes
// of the rule share it: they only read.
func Once[T any](p *Pass, survey func(*Package) T) T {
	return once(p.Package, p.rule.Name, func() T { return survey(p.Package) })
}

// once returns what is made of all that is known. For a solved module it is made once for a key, whichever package asks.
func once[T any](p *Package, key any, make func() T) T {
	if p.once == nil {
		return make()
	}
	made, ok := p.once.Load(key)
	if !ok {
		made, _ = p.once.LoadOrStore(key, sync.OnceValue(make))
	}
	return made.(func() T)()
}

// Values returns the possible values of an expression.
func (p *Pass) Values(x ast.Expr) names.Values { return p.Eval(x) }
