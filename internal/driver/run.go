package driver

import (
	"cmp"
	"context"
	"go/token"
	"reflect"
	"slices"
	"sync"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/internal/engine"
)

// Options say which rules to run, and on what.
type Options struct {
	Settings engine.Settings
	// Rules are the names of the rules to run; none means all.
	Rules []string
	// Solved, if it is not nil, is called as soon as it is known where the code runs.
	Solved func(*engine.Module) `json:"-"`
}

// A Result is what a run found.
type Result struct {
	Findings []*engine.Finding // of the matched packages, sorted by place
	Problems []Problem
	// Packages counts the matched packages, PartlyTyped those of them that do not type-check.
	Packages, PartlyTyped int
	// Withheld are the fixes that findings do not offer, because the result would not do.
	Withheld []Withheld
	// Took says where the time went.
	Took []Took
}

// A Withheld is a fix that was not good enough.
type Withheld struct {
	Finding *engine.Finding
	Fix     engine.Fix
	Why     string
}

// Run summarises all packages of the program, finds out where their code runs, and judges them. The findings are those of
// the matched packages. An error in one rule is a problem of kind "rule", and the run goes on.
func Run(ctx context.Context, prog *Program, opts Options) (*Result, error) {
	watch := newStopwatch()
	settings := opts.Settings
	res := &Result{Problems: slices.Clone(prog.Problems)}
	var mu sync.Mutex
	note := func(p Problem) {
		mu.Lock()
		defer mu.Unlock()
		res.Problems = append(res.Problems, p)
	}
	module := prog.module
	prog.module = nil // a module is solved once
	if module == nil || !reflect.DeepEqual(settings, *prog.loader.request.Settings) {
		module = engine.NewModule(&settings)
		if err := schedule(ctx, summaries(prog.Packages, module, prog.Fset, note)); err != nil {
			return nil, err
		}
		watch.lap("summarise")
	}
	module.Solve()
	watch.lap("solve")
	for _, name := range module.Unused() {
		res.Problems = append(res.Problems, Problem{Kind: "settings", Message: name})
	}
	if opts.Solved != nil {
		opts.Solved(module)
	}
	rules := analyzers.Rules()
	if len(opts.Rules) > 0 {
		rules = slices.DeleteFunc(rules, func(r *engine.Rule) bool { return !slices.Contains(opts.Rules, r.Name) })
	}
	matched := map[string]bool{}
	found := map[*Package][]*engine.Finding{} // by the package in whose pass it was found
	for _, p := range prog.Packages {
		if p.Matched {
			matched[p.Path] = true
			res.Packages++
			if len(p.TypeErrors) > 0 {
				res.PartlyTyped++
			}
		}
	}
	judge := func(p *Package) {
		ep := module.Package(p.Path)
		for _, r := range rules {
			findings, err := ep.Judge(r, &settings)
			mu.Lock()
			if err != nil {
				res.Problems = append(res.Problems, Problem{Kind: "rule", Package: p.Path, Message: err.Error()})
			}
			found[p] = append(found[p], findings...)
			for _, f := range findings {
				if matched[f.Package] {
					res.Findings = append(res.Findings, f)
				}
			}
			mu.Unlock()
		}
	}
	tasks := make([]*task, len(prog.Packages))
	for i, p := range prog.Packages {
		tasks[i] = &task{run: func() { judge(p) }, cost: size(p.Files)}
	}
	if err := schedule(ctx, tasks); err != nil {
		return nil, err
	}
	if len(opts.Rules) == 0 || slices.Contains(opts.Rules, engine.IgnoreRule.Name) {
		failed := slices.ContainsFunc(res.Problems, func(p Problem) bool { return p.Kind == "rule" })
		all := append(analyzers.Rules(), &engine.IgnoreRule)
		for _, p := range prog.Packages {
			if p.Matched {
				res.Findings = append(res.Findings, module.Package(p.Path).Ignores(all, rules, !failed && !p.IllTyped, &settings)...)
			}
		}
	}
	res.Findings = settle(prog, res.Findings, rules)
	watch.lap("judge")
	t := &tribunal{
		prog: prog, module: module, rules: rules, found: found,
		owners: owners(prog), texts: make(map[string][]byte), declared: make(map[string]map[string][]*piece),
	}
	if t.judge(ctx, res.Findings) {
		res.Problems = append(res.Problems, Problem{Kind: "fix", Message: "too many fixes to judge: some are not offered, fix the others first"})
	}
	res.Withheld = t.withheld
	watch.lap("fixes")
	res.Took = watch.steps()
	return res, ctx.Err()
}

// settle sorts findings by place, and keeps of those whose ranges overlap the one whose rule comes first. Two packages may
// lead to the same finding: the graver one stays, or the one that tells more of the way. The order in which they were found
// means nothing.
func settle(prog *Program, findings []*engine.Finding, rules []*engine.Rule) []*engine.Finding {
	rank := map[string]int{}
	for i, r := range rules {
		rank[r.Name] = i
	}
	slices.SortFunc(findings, func(a, b *engine.Finding) int {
		p, q := prog.Fset.PositionFor(a.Pos, false), prog.Fset.PositionFor(b.Pos, false)
		return cmp.Or(cmp.Compare(p.Filename, q.Filename), cmp.Compare(p.Offset, q.Offset),
			cmp.Compare(rank[a.Rule], rank[b.Rule]), cmp.Compare(b.Level, a.Level), cmp.Compare(len(b.Path), len(a.Path)),
			cmp.Compare(a.Message, b.Message), comparePaths(a.Path, b.Path), slices.Compare(a.Contexts, b.Contexts))
	})
	var out []*engine.Finding
	for _, f := range findings {
		last := len(out) - 1 // those in out stand apart, so no other can reach as far as f
		switch {
		case last < 0 || f.Pos >= out[last].End || out[last].Pos >= f.End:
			out = append(out, f)
		case rank[f.Rule] < rank[out[last].Rule]:
			out[last] = f
		}
	}
	return out
}

func comparePaths(a, b []engine.Step) int {
	return slices.CompareFunc(a, b, func(x, y engine.Step) int {
		return cmp.Or(cmp.Compare(x.Message, y.Message), cmp.Compare(x.Where.String(), y.Where.String()))
	})
}

// summaries returns the tasks that summarise packages, in their order. What is wrong with one is noted.
func summaries(pkgs []*Package, module *engine.Module, fset *token.FileSet, note func(Problem)) []*task {
	tasks := make([]*task, len(pkgs))
	of := make(map[*Package]*task, len(pkgs))
	for i, p := range pkgs {
		t := &task{cost: size(p.Files), run: func() {
			if err := module.Add(fset, p.Files, p.Types, p.Info); err != nil {
				note(Problem{Kind: "rule", Package: p.Path, Message: err.Error()})
			}
		}}
		for _, imp := range p.Imports {
			if of[imp] != nil { // not everything in a program made by hand need be there
				t.after(of[imp])
			}
		}
		tasks[i], of[p] = t, t
	}
	return tasks
}
