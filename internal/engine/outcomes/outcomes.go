// Package outcomes tells what a function does when a named kernel object that it creates or opens turns out to exist
// already: whether it ends or refuses, which makes the object a single-instance lock, goes on, or tells its caller.
//
// It runs the function twice with what is known of its values: once as if the object existed, once as if it were new, and
// compares which code is reached and what is returned. All that does not depend on the object may go either way in both
// runs, except that other calls are taken to succeed: an error that they return is nil. Only what differs between the
// runs counts.
package outcomes

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/summary"
)

// Of returns what f does with the results of call, which are told. The answers are those of f's own results, for a caller
// of f to be asked in turn; they mean something only for OutcomeReturned.
func Of(f *code.Func, call *ast.CallExpr, told []summary.Answer) (summary.Outcome, []summary.Answer) {
	g := f.Graph()
	if g == nil {
		return summary.OutcomeUnknown, nil
	}
	at, ok := locate(g, call)
	if !ok {
		return summary.OutcomeUnknown, nil
	}
	before := newRun(g, call, told, false)
	start := before.until(f, at)
	e, n := newRun(g, call, told, true), newRun(g, call, told, false)
	e.assume, n.assume = true, true
	v := verdict{
		f: f, g: g, at: at, call: call, good: good(told),
		exists: e.from(f, at, start.clone()),
		fresh:  n.from(f, at, start.clone()),
		lock:   locks(f.Pkg, call),
	}
	for _, a := range told {
		v.told = v.told || a.Exists != a.New
	}
	v.failed = func() *result {
		told := failed(told)
		if told == nil {
			return nil
		}
		r := newRun(g, call, told, true)
		r.assume, r.lastError = true, num(accessDenied)
		return r.from(f, at, start)
	}
	if before.spent() || e.spent() || n.spent() || !v.exists.hit || !v.fresh.hit {
		return summary.OutcomeUnknown, nil
	}
	return v.decide()
}

// A verdict compares the two runs.
type verdict struct {
	f      *code.Func
	g      *code.Graph
	at     point
	call   *ast.CallExpr
	told   bool // the call's results differ
	good   bool // it is good news if the object exists
	lock   bool // the object may be a lock by its nature
	exists *result
	fresh  *result
	failed func() *result // what came of it if the call failed for a reason of its own; nil if that cannot be told
}

func (v *verdict) decide() (summary.Outcome, []summary.Answer) {
	if v.terminates() {
		return summary.OutcomeEnds, nil
	}
	if len(v.exists.returns) == 0 {
		// It does for ever all that it does if the object is new; or it waits for the object to go, or plays another part.
		if len(v.fresh.returns) == 0 && !v.exists.escaped && v.covers() {
			return summary.OutcomeGoesOn, nil
		}
		return summary.OutcomeUnknown, nil
	}
	answers, certain := v.answers()
	differ := slices.ContainsFunc(answers, func(a summary.Answer) bool { return a.Exists != a.New })
	switch {
	case differ && !v.handler():
		return summary.OutcomeReturned, answers
	case differ, v.empty():
		return summary.OutcomeEnds, nil
	case certain && (v.refuses() || v.falls()):
		if v.deliberate() && !v.answering() {
			return summary.OutcomeEnds, nil
		}
		return summary.OutcomeUnknown, nil
	case v.exists.escaped, v.fresh.escaped, v.leaves():
		return summary.OutcomeUnknown, nil
	}
	return summary.OutcomeGoesOn, nil
}

// terminates reports whether the process ends because the object exists.
func (v *verdict) terminates() bool {
	for call, end := range v.exists.ends {
		other, both := v.fresh.ends[call]
		switch {
		case both:
			// os.Exit(run()) ends either way; the code says that this time there was nothing to do.
			if end.with.kind != unknown && !end.with.same(other.with) && (end.with.told || other.with.told) {
				return true
			}
		case !v.only(end.block), v.lock && !v.good, end.with.same(num(0)), v.due(end.block):
			return true
		}
	}
	return false
}

// only reports whether a block is reached only where the object exists.
func (v *verdict) only(b int) bool { return v.exists.reached[b] && !v.fresh.reached[b] }

// due reports whether the end of the process in block end, which is reached only where the object exists, is due to that:
// no other way leads out of the code that is reached only then, or nothing is done before. A client of the object that
// fails in the midst of its work ends for another reason. (One that exits with code 0 has succeeded, as a second instance
// that has handed over its arguments; and nobody is the client of a lock.)
func (v *verdict) due(end int) bool {
	blocks := v.g.Blocks()
	before := v.leading(map[int]bool{end: true})
	idle := true
	for b := range blocks {
		if b != end && before[b] && v.only(b) {
			idle = idle && !v.works(b, isEffort)
		}
	}
	if idle {
		return true
	}
	seen := map[int]bool{}
	var work []int
	for b := range blocks {
		if !v.exists.reached[b] || v.only(b) {
			continue
		}
		for _, s := range blocks[b].Succs {
			if i := int(s.Index); v.only(i) && before[i] && !seen[i] {
				seen[i] = true
				work = append(work, i)
			}
		}
	}
	ending := map[int]bool{}
	for _, e := range v.exists.ends {
		ending[e.block] = true
	}
	passes := map[int]int{} // how often a block is entered
	for i := 0; i < len(work); i++ {
		b := blocks[work[i]]
		if ending[work[i]] {
			continue
		}
		if b.Return() != nil {
			return false
		}
		for _, s := range b.Succs {
			i := int(s.Index)
			if !v.exists.reached[i] {
				continue
			}
			if !v.only(i) {
				return false
			}
			passes[i]++
			if !seen[i] {
				seen[i] = true
				work = append(work, i)
			}
		}
	}
	// What is left over when blocks that nothing leads to are taken away is a loop, and a way not to end.
	for i := 0; i < len(work); i++ {
		if passes[work[i]] > 0 || !seen[work[i]] {
			continue
		}
		delete(seen, work[i])
		if ending[work[i]] {
			continue
		}
		for _, s := range blocks[work[i]].Succs {
			if passes[int(s.Index)]--; passes[int(s.Index)] == 0 {
				work = append(work, int(s.Index))
			}
		}
	}
	return len(seen) == 0
}

// deliberate reports whether that f returns early is meant as a refusal. A function that sets up an event, say, and leaves
// it at any error is none, nor is one that makes use of the object if it is there.
func (v *verdict) deliberate() bool {
	if v.lock {
		return true
	}
	for b := range v.exists.reached {
		if v.only(b) && v.works(b, isEffort) {
			return false
		}
	}
	if v.main() || v.handler() {
		return true
	}
	r := v.failed()
	return r == nil || !slices.Equal(r.reached, v.exists.reached)
}

// handler reports whether f is the Execute method of a service: what it returns ends the service.
func (v *verdict) handler() bool {
	if v.f.Obj == nil || v.f.Obj.Name() != "Execute" || v.f.Sig == nil || v.f.Sig.Recv() == nil {
		return false
	}
	r := v.f.Sig.Results()
	return r.Len() == 2 && isBasic(r.At(0).Type(), types.IsBoolean) && isBasic(r.At(1).Type(), types.IsInteger)
}

// answering reports whether f answers a request of HTTP: when it returns, only that is over.
func (v *verdict) answering() bool {
	if v.f.Sig == nil {
		return false
	}
	for p := range v.f.Sig.Params().Variables() {
		if types.NewMethodSet(p.Type()).Lookup(nil, "WriteHeader") != nil {
			return true
		}
	}
	return false
}

// main reports whether the process ends with f.
func (v *verdict) main() bool {
	return v.f.Obj != nil && v.f.Obj.Name() == "main" && v.f.Sig.Recv() == nil && v.f.Pkg.Types.Name() == "main"
}

// starts reports whether f is an init function, after which the program goes on whatever it found.
func (v *verdict) starts() bool {
	decl, ok := v.f.Node.(*ast.FuncDecl)
	return ok && decl.Recv == nil && decl.Name.Name == "init"
}

// covers reports whether all code that is reached where the object is new is reached where it exists.
func (v *verdict) covers() bool {
	for b, reached := range v.fresh.reached {
		if reached && !v.exists.reached[b] {
			return false
		}
	}
	return true
}

// answers returns what f's results are, and whether that is known.
func (v *verdict) answers() (answers []summary.Answer, certain bool) {
	if v.f.Sig != nil && v.f.Sig.Results().Len() == 0 {
		return nil, true
	}
	// What both runs may return has other reasons than the object.
	e, n := v.exists.tuples(v.fresh), v.fresh.tuples(v.exists)
	// Nor is it the object's doing if something else fails where all is well.
	if v.good {
		e = v.well(e, v.exists.tuples(nil))
		if len(n) == 0 {
			n = v.fresh.tuples(nil)
		}
	} else {
		if len(e) == 0 {
			e = v.exists.tuples(nil)
		}
		n = v.well(n, v.fresh.tuples(nil))
		// A second instance may be let in after all: for want of a window to show, or because the first has gone. What
		// counts is that it may be refused.
		if other := without(e, n); len(other) > 0 {
			e = other
		}
	}
	if len(e) == 0 || len(e[0]) == 0 {
		return nil, false
	}
	certain = true
	exists, fresh := merge(e), merge(n)
	for i := range exists {
		a := summary.Answer{Exists: exists[i].word(), New: "none"}
		if i < len(fresh) {
			a.New = fresh[i].word()
		}
		if a.Exists == "" {
			a.New = "" // an open answer beside a certain one would pass for a difference
		}
		certain = certain && a.Exists != "" && a.New != ""
		answers = append(answers, a)
	}
	return answers, certain
}

// without returns the tuples that are none of others.
func without(tuples, others [][]value) [][]value {
	var out [][]value
	for _, t := range tuples {
		if !slices.ContainsFunc(others, func(o []value) bool { return sameTuple(t, o) }) {
			out = append(out, t)
		}
	}
	return out
}

// well returns those of the tuples that hold no error, or those of all that do, or all.
func (v *verdict) well(tuples, all [][]value) [][]value {
	if t := v.succeeding(tuples); len(t) > 0 {
		return t
	}
	if t := v.succeeding(all); len(t) > 0 {
		return t
	}
	return all
}

// succeeding returns the tuples that hold no error.
func (v *verdict) succeeding(tuples [][]value) [][]value {
	var out [][]value
next:
	for _, t := range tuples {
		for i, val := range t {
			if val.kind == failure || val.kind == number && v.isError(i) {
				continue next
			}
		}
		out = append(out, t)
	}
	return out
}

// isError reports whether result i of f is an error.
func (v *verdict) isError(i int) bool {
	return v.f.Sig != nil && i < v.f.Sig.Results().Len() && isErrorType(v.f.Sig.Results().At(i).Type())
}

// refuses reports whether f returns early only where the object exists, and leaves work undone.
func (v *verdict) refuses() bool {
	if v.starts() || !v.plain() {
		return false
	}
	for ret := range v.exists.returns {
		if _, both := v.fresh.returns[ret]; both {
			continue
		}
		before := v.leading(v.exists.at[ret])
		for b, reached := range v.fresh.reached {
			if reached && b != v.at.block && !before[b] && v.works(b, v.undone()) {
				return true
			}
		}
	}
	return false
}

// undone tells what counts as work that is left undone where the object exists. A client that prints why it fails where the
// object is missing has not begun to work.
func (v *verdict) undone() func(*code.Package, ast.Node) bool {
	if v.good {
		return isEffort
	}
	return isWork
}

// plain reports whether f's results say no more than whether it failed. One that hands out the object, or what stands for
// it, does not refuse because it returns early.
func (v *verdict) plain() bool {
	if v.f.Sig == nil || v.handler() {
		return true
	}
	r := v.f.Sig.Results()
	for i := range r.Len() {
		if t := r.At(i).Type(); !isErrorType(t) && !types.Identical(t, types.Typ[types.Int]) {
			return false
		}
	}
	if r.Len() == 0 {
		return true
	}
	// The object that is kept for later is in use, whoever made it.
	for _, val := range v.exists.kept(v.f) {
		if val.kind == some {
			return false
		}
	}
	return true
}

// falls reports whether f does its work only where the object is new, and comes to its end without it otherwise.
func (v *verdict) falls() bool {
	if v.starts() || v.f.Sig == nil || v.f.Sig.Results().Len() != 0 {
		return false
	}
	only := map[int]bool{}
	work := false
	for b, reached := range v.fresh.reached {
		if reached && !v.exists.reached[b] {
			only[b] = true
			work = work || v.works(b, v.undone())
		}
	}
	if !work {
		return false
	}
	before := v.leading(only)
	for b, reached := range v.exists.reached {
		if !reached || b == v.at.block || before[b] {
			continue
		}
		if !v.fresh.reached[b] && v.main() {
			continue // the end of main is the end of the process
		}
		if v.works(b, isEffort) {
			return false
		}
	}
	return true
}

// empty reports whether f is main and has nothing more to do once the call, whose own work is what the lock guards, tells
// that the object exists.
func (v *verdict) empty() bool {
	none := len(v.fresh.returns) == 0 && len(v.fresh.ends) == 0
	if !v.told || !v.main() && !none || isRaw(v.f.Pkg, v.call) || v.f.Sig == nil || v.f.Sig.Results().Len() != 0 {
		return false
	}
	for b, reached := range v.exists.reached {
		if reached && v.works(b, isEffort) {
			return false
		}
	}
	return true
}

// leaves reports whether the runs leave different values behind for other functions.
func (v *verdict) leaves() bool {
	differ := func(r, other *result) bool {
		kept := other.kept(v.f)
		for k, val := range r.kept(v.f) {
			if val.kind != unknown && !val.same(kept[k]) {
				return true
			}
		}
		return false
	}
	return differ(v.exists, v.fresh) || differ(v.fresh, v.exists)
}

// leading returns the blocks from which those of the set can be reached without passing the call again.
func (v *verdict) leading(to map[int]bool) map[int]bool {
	blocks := v.g.Blocks()
	seen := maps.Clone(to)
	for changed := true; changed; {
		changed = false
		for i := len(blocks) - 1; i >= 0; i-- {
			if seen[i] || i == v.at.block || !v.g.Live(i) {
				continue
			}
			for _, s := range blocks[i].Succs {
				if seen[int(s.Index)] {
					seen[i], changed = true, true
				}
			}
		}
	}
	return seen
}

// works reports whether block b, after the call if it is the call's, does something that counts.
func (v *verdict) works(b int, counts func(p *code.Package, n ast.Node) bool) bool {
	found := false
	for i, n := range v.g.Blocks()[b].Nodes {
		if b == v.at.block && i <= v.at.node {
			continue
		}
		if _, ok := n.(*ast.DeferStmt); ok {
			continue // cleaning up
		}
		ast.Inspect(n, func(n ast.Node) bool {
			if _, ok := n.(*ast.FuncLit); ok || found {
				return false
			}
			found = counts(v.f.Pkg, n)
			return !found
		})
	}
	return found
}

func merge(tuples [][]value) []value {
	var out []value
	for _, t := range tuples {
		if out == nil {
			out = append(out, t...)
			continue
		}
		for i := range out {
			if i < len(t) {
				out[i] = out[i].join(t[i])
			}
		}
	}
	return out
}
