// Sleeps and ticks that are all that an endless loop waits for.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"time"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// paces adds the sites of sleeps and ticks that are all that some way round an endless loop waits for.
func (p *Package) paces() {
	for _, c := range p.factCalls {
		if !c.fact.Has(winapi.Sleep) && c.fact.Is[winapi.Ticker] != "repeat" && c.fact.Is[winapi.Ticker] != "once" {
			continue
		}
		if c.fact.Has(winapi.Sleep) && c.fact.Is[winapi.Sleep] != "yield" && !p.inLoop(c.at) {
			continue
		}
		if p.pacing(c.at, c.fact) {
			p.sites = append(p.sites, p.site(c.in, c.at, c.fact, c.offset))
		}
	}
}

// Interval returns the possible intervals of a site that sleeps or ticks, each with the text that says it.
func (s *Site) Interval(t names.Text) (time.Duration, bool) {
	return interval(s.Fact, names.Values{t})
}

// interval returns the interval that a number means to what sleeps or ticks.
func interval(fact *winapi.Func, v names.Values) (time.Duration, bool) {
	n, ok := v.Int()
	if paceRole(fact) == "ms" {
		return time.Duration(n) * time.Millisecond, ok
	}
	return time.Duration(n), ok
}

// PaceRole returns the role of the interval of a site that sleeps or ticks.
func (s *Site) PaceRole() winapi.Role { return paceRole(s.Fact) }

func paceRole(fact *winapi.Func) winapi.Role {
	if _, native := fact.Roles["ms"]; native {
		return "ms"
	}
	return "d"
}

// pacing reports whether what a call waits for, or makes to be waited for, is all that some way round an endless loop
// waits for.
func (p *Package) pacing(c *ast.CallExpr, fact *winapi.Func) bool {
	if fact.Has(winapi.Sleep) {
		loop := p.loopAround(c)
		return p.idles(loop, c) && !p.grows(loop, c, fact)
	}
	// The channel, or what holds it, is received from in a loop. What sets another interval says how long the loop waits.
	found, reset := false, false
	p.follow(c, func(x ast.Expr, parent ast.Node) bool {
		if sel, ok := parent.(*ast.SelectorExpr); ok && ast.Unparen(sel.X) == x {
			x, parent = sel, p.parent(sel)
		}
		switch n := parent.(type) {
		case *ast.UnaryExpr:
			if loop := p.loopAround(n); n.Op == token.ARROW && (fact.Is[winapi.Ticker] == "repeat" || loop != nil && loop.Pos() <= c.Pos() && c.End() <= loop.End()) {
				found = found || p.idles(loop, n) && !p.grows(loop, c, fact)
			}
		case *ast.RangeStmt:
			if ast.Unparen(n.X) == x && fact.Is[winapi.Ticker] == "repeat" {
				found = found || p.idles(n, n.X)
			}
		case *ast.CallExpr:
			if f, _ := p.eval.Callee(n); f != nil && f.Is[winapi.Ticker] == "reset" {
				reset = true
			}
		}
		return !reset
	})
	return found && !reset
}

// LeastWait is what a program may wait for at least, again and again.
const LeastWait = 50 * time.Millisecond

// grows reports whether the interval that c waits for is made longer on a way round the loop, and is not known to stay below
// LeastWait: the longer nothing comes, the longer the loop waits.
func (p *Package) grows(loop ast.Stmt, c *ast.CallExpr, fact *winapi.Func) bool {
	x, _ := p.eval.ArgumentExpr(c, fact.Roles[paceRole(fact)])
	v := p.variable(x)
	if v == nil {
		return false
	}
	uses := p.Code.Uses(v)
	names := func(n ast.Node) bool {
		return slices.ContainsFunc(uses, func(id *ast.Ident) bool { return encloses(n, id) })
	}
	if !slices.ContainsFunc(p.Code.Defs(v), func(d *code.Def) bool { return encloses(loop, d.Node) && lengthens(d, names) }) {
		return false
	}
	known, short := false, true // the bounds that it is compared with
	ast.Inspect(loop, func(n ast.Node) bool {
		var with []ast.Expr
		switch n := n.(type) {
		case *ast.BinaryExpr:
			switch n.Op {
			case token.LSS, token.GTR, token.LEQ, token.GEQ:
				with = []ast.Expr{n.X, n.Y}
			}
		case *ast.CallExpr:
			if p.Code.Info.Types[n.Fun].IsBuiltin() {
				with = n.Args // min
			}
		}
		if !slices.ContainsFunc(with, func(x ast.Expr) bool { return names(x) }) {
			return true
		}
		for _, x := range with {
			if !names(x) {
				d, ok := interval(fact, p.eval.Eval(x))
				known, short = true, short && ok && d < LeastWait
			}
		}
		return true
	})
	return !known || !short
}

// lengthens reports whether a definition adds to a variable, or multiplies it; names tells what has the variable in it.
func lengthens(d *code.Def, names func(ast.Node) bool) bool {
	switch d.Op {
	case token.ADD_ASSIGN, token.MUL_ASSIGN, token.SHL_ASSIGN, token.INC:
		return true
	}
	found := false
	if d.Kind == code.Assigned && d.Value != nil {
		ast.Inspect(d.Value, func(n ast.Node) bool {
			if b, ok := n.(*ast.BinaryExpr); ok && (b.Op == token.ADD || b.Op == token.MUL || b.Op == token.SHL) {
				found = found || names(b)
			}
			return !found
		})
	}
	return found
}

// idles reports whether a loop has no bound, and some way round it does nothing but look at things and wait for target.
func (p *Package) idles(loop ast.Stmt, target ast.Node) bool {
	w := &idler{Package: p, loop: loop, target: target}
	switch n := loop.(type) {
	case *ast.ForStmt:
		if n.Cond != nil && (!w.idle(n.Cond) || n.Post != nil && !w.idle(n.Post)) || p.limited(n) {
			return false
		}
		w.round.join(w.list(n.Body.List, arrivals{plain: true}))
	case *ast.RangeStmt:
		if n.X != target || p.limited(n) {
			return false // the elements of a list come to an end, and a channel is waited for
		}
		w.round.join(w.list(n.Body.List, arrivals{waited: true}))
	default:
		return false
	}
	return w.round.waited
}

// arrivals are the ways in which a place can be reached without a wait: before target was waited for, and after.
type arrivals struct{ plain, waited bool }

func (w *arrivals) join(o arrivals) { w.plain, w.waited = w.plain || o.plain, w.waited || o.waited }

func (w arrivals) none() bool { return !w.plain && !w.waited }

// An idler walks the ways round a loop on which nothing happens: no call that may wait or does the program's work.
type idler struct {
	*Package
	loop   ast.Stmt
	target ast.Node
	round  arrivals // how the loop's end is reached
	leave  []*arrivals
}

func (w *idler) list(list []ast.Stmt, in arrivals) arrivals {
	for i, s := range list {
		if in.none() || i > 0 && w.queues(list[i-1], s) {
			return arrivals{}
		}
		in = w.step(s, in)
	}
	return in
}

// queues reports whether two statements take a lock and let it go at once: they wait for whoever holds it.
func (p *Package) queues(take, leave ast.Stmt) bool {
	first, lock := p.method(take)
	second, same := p.method(leave)
	return first != nil && second != nil && p.cat.Undoes(first, second) && types.ExprString(lock) == types.ExprString(same)
}

// method returns the method that a statement calls, and what it is called of.
func (p *Package) method(s ast.Stmt) (*types.Func, ast.Expr) {
	stmt, ok := s.(*ast.ExprStmt)
	if !ok {
		return nil, nil
	}
	call, ok := stmt.X.(*ast.CallExpr)
	if !ok {
		return nil, nil
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil, nil
	}
	return code.StaticCallee(p.Code.Info, call), sel.X
}

// step returns how the end of a statement is reached that is reached in some ways.
func (w *idler) step(s ast.Stmt, in arrivals) arrivals {
	none := arrivals{}
	switch s := s.(type) {
	case nil:
		return in
	case *ast.BlockStmt:
		return w.list(s.List, in)
	case *ast.LabeledStmt:
		return w.step(s.Stmt, in)
	case *ast.IfStmt:
		if in = w.step(s.Init, in); in.none() || !w.pass(s.Cond, &in) {
			return none
		}
		out := w.step(s.Body, in)
		if s.Else != nil {
			out.join(w.step(s.Else, in))
		} else {
			out.join(in)
		}
		return out
	case *ast.SwitchStmt:
		if in = w.step(s.Init, in); in.none() || s.Tag != nil && !w.pass(s.Tag, &in) {
			return none
		}
		return w.clauses(s.Body.List, in)
	case *ast.TypeSwitchStmt:
		if in = w.step(s.Init, in); in.none() {
			return none
		}
		return w.clauses(s.Body.List, in)
	case *ast.SelectStmt:
		return w.choice(s, in)
	case *ast.ForStmt:
		// It may be passed by where it has a condition, unless it waits for the target.
		if s.Cond == nil || !w.idle(s.Cond) || encloses(s, w.target) {
			return none
		}
		return in
	case *ast.RangeStmt:
		if !w.idle(s.X) || encloses(s, w.target) {
			return none
		}
		if t := w.Code.Info.TypeOf(s.X); t != nil {
			if _, channel := t.Underlying().(*types.Chan); channel {
				return none
			}
		}
		return in
	case *ast.BranchStmt:
		switch {
		case s.Tok == token.CONTINUE:
			if s.Label == nil || w.labelled(s.Label) {
				w.round.join(in)
			}
		case s.Tok == token.BREAK && s.Label == nil && len(w.leave) > 0:
			w.leave[len(w.leave)-1].join(in)
		}
		return none
	case *ast.ReturnStmt, *ast.GoStmt, *ast.SendStmt:
		return none
	case *ast.EmptyStmt:
		return in
	}
	if !w.pass(s, &in) {
		return none
	}
	return in
}

// labelled reports whether a label is the loop's.
func (w *idler) labelled(label *ast.Ident) bool {
	l, ok := w.parent(w.loop).(*ast.LabeledStmt)
	return ok && l.Label.Name == label.Name
}

func (w *idler) clauses(list []ast.Stmt, in arrivals) arrivals {
	var out arrivals
	whole := false
	w.leave = append(w.leave, &out)
	for _, c := range list {
		clause := c.(*ast.CaseClause)
		whole = whole || clause.List == nil
		out.join(w.list(clause.Body, in))
	}
	w.leave = w.leave[:len(w.leave)-1]
	if !whole {
		out.join(in)
	}
	return out
}

// choice follows a select statement as if nothing came: it takes its default, or the tick that is the target.
func (w *idler) choice(s *ast.SelectStmt, in arrivals) arrivals {
	var out arrivals
	w.leave = append(w.leave, &out)
	for _, c := range s.Body.List {
		clause := c.(*ast.CommClause)
		switch {
		case clause.Comm == nil:
			out.join(w.list(clause.Body, in))
		case encloses(clause.Comm, w.target):
			out.join(w.list(clause.Body, arrivals{waited: true}))
		}
	}
	w.leave = w.leave[:len(w.leave)-1]
	return out
}

// pass reports whether n only looks at things or waits for the target, and notes the latter.
func (w *idler) pass(n ast.Node, in *arrivals) bool {
	if !w.idle(n) {
		return false
	}
	if encloses(n, w.target) {
		*in = arrivals{waited: true}
	}
	return true
}

// idle reports whether n neither waits, for something else than the target, nor does any work to speak of.
func (w *idler) idle(n ast.Node) bool { return w.Package.idle(n, w.target, been{}, 0) }

// maxIdle is how many calls deep it is looked whether a function only looks at things.
const maxIdle = 3

func (p *Package) idle(n, target ast.Node, seen been, depth int) bool {
	if seen.again(n, depth) {
		return true // or the search would be over
	}
	ok := true
	ast.Inspect(n, func(m ast.Node) bool {
		if !ok || m == nil || m == target {
			return false
		}
		switch m := m.(type) {
		case *ast.FuncLit:
			return false // it does nothing before it is called
		case *ast.UnaryExpr:
			ok = m.Op != token.ARROW
		case *ast.SendStmt, *ast.SelectStmt, *ast.GoStmt:
			ok = false
		case *ast.RangeStmt:
			if t := p.Code.Info.TypeOf(m.X); t != nil {
				_, channel := t.Underlying().(*types.Chan)
				ok = !channel
			}
		case *ast.CallExpr:
			ok = p.quick(m, seen, depth)
		}
		return ok
	})
	return ok
}

// quick reports whether a call certainly comes back soon and does no work to speak of.
func (p *Package) quick(c *ast.CallExpr, seen been, depth int) bool {
	if tv := p.Code.Info.Types[c.Fun]; tv.IsType() {
		return true
	} else if tv.IsBuiltin() {
		return true
	}
	if fact, _ := p.eval.Callee(c); fact != nil {
		kind, ui := fact.Is[winapi.UI]
		switch {
		case fact.Has(winapi.Sleep), ui && kind != "desktop", fact.Has(winapi.Draw), fact.Has(winapi.Print), fact.Has(winapi.StartProcess),
			fact.Has(winapi.RunProcess), fact.Has(winapi.UseConn), fact.Has(winapi.ReadReader), fact.Has(winapi.Accept), fact.Has(winapi.Dial),
			fact.Has(winapi.Keyed), fact.Has(winapi.Exit):
			return false
		case fact.Has(winapi.Wait):
			x, _ := p.eval.ArgumentExpr(c, fact.Roles["ms"])
			if x == nil {
				return false
			}
			n, ok := p.eval.Eval(x).Int()
			return ok && n == 0
		case fact.Pkg == "", fact.Stands != "":
			return true
		}
	}
	fn := code.StaticCallee(p.Code.Info, c)
	if fn == nil {
		return false
	}
	if fact := p.cat.Go(fn.FullName()); fact != nil && fact.Has(winapi.Invoke) {
		_, known := p.eval.Proc(c, fact).Name()
		return known // what waits is in the catalogue
	}
	if p.cat.Quick(fn) {
		return true
	}
	if depth >= maxIdle || fn.Pkg() == nil {
		return false
	}
	q := p
	if fn.Pkg() != p.Code.Types {
		if q = p.world.pkg(fn.Pkg().Path()); q == nil || q.skip {
			return false
		}
		q.mu.Lock()
		defer q.mu.Unlock()
	}
	f := q.Code.FuncOf(fn)
	return f != nil && f.Body != nil && q.idle(f.Body, nil, seen, depth+1)
}
