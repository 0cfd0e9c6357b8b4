// Timers at whose beat a window is drawn again.

package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"time"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Redraw is a timer at whose beat a window is drawn again.
type Redraw struct {
	Site *Site // makes the timer, or sleeps
	// At is what says the interval.
	At    ast.Expr
	Every time.Duration
}

// Redraws returns the timers of the package that beat at an interval of at most longest and at whose beat something is drawn.
func (p *Pass) Redraws(longest time.Duration) []Redraw {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []Redraw
	for _, c := range p.factCalls {
		if !c.fact.Has(winapi.Sleep) && !c.fact.Has(winapi.Ticker) || !p.Live(c.in) {
			continue
		}
		at, every, ok := p.beat(c.at, c.fact, c.offset)
		if ok && every > 0 && every <= longest && p.drawsAt(c.at, c.fact, c.offset) && !p.soonOver(c.at, every) {
			out = append(out, Redraw{p.newSite(c.in, c.at, nil), at, every})
		}
	}
	return out
}

// beat returns the interval of a call that sleeps or makes a timer, if it is certain.
func (p *Package) beat(c *ast.CallExpr, fact *winapi.Func, offset int) (ast.Expr, time.Duration, bool) {
	for _, role := range []winapi.Role{"d", "ms", "elapse"} {
		if !hasRole(fact, role) {
			continue
		}
		x := p.roleOf(c, fact, offset, role)
		if x == nil {
			return nil, 0, false
		}
		n, ok := p.eval.Eval(x).Int()
		if role != "d" {
			n *= int64(time.Millisecond)
		}
		return x, time.Duration(n), ok
	}
	return nil, 0, false
}

// brief is how long something must be drawn again and again to be an animation.
const brief = 500 * time.Millisecond

// soonOver reports whether a call that sleeps stands in a loop that is over before it makes an animation.
func (p *Package) soonOver(c *ast.CallExpr, every time.Duration) bool {
	rounds, ok := p.rounds(p.loopAround(c))
	return ok && rounds < int64(brief/every)
}

// rounds returns how often a loop runs at most, if a constant says so.
func (p *Package) rounds(loop ast.Stmt) (int64, bool) {
	var most ast.Expr
	switch n := loop.(type) {
	case *ast.ForStmt:
		b, ok := n.Cond.(*ast.BinaryExpr)
		if _, counts := n.Post.(*ast.IncDecStmt); !ok || !counts || b.Op != token.LSS && b.Op != token.LEQ {
			return 0, false
		}
		most = b.Y
	case *ast.RangeStmt:
		most = n.X
	default:
		return 0, false
	}
	if v := p.Code.Info.Types[most].Value; v != nil && v.Kind() == constant.Int {
		return constant.Int64Val(v)
	}
	return 0, false
}

// drawsAt reports whether something is drawn each time that what a call waits for, or makes to be waited for, has come.
func (p *Package) drawsAt(c *ast.CallExpr, fact *winapi.Func, offset int) bool {
	switch {
	case fact.Has(winapi.Sleep):
		loop := p.loopAround(c)
		return loop != nil && p.draws(code.BodyOf(loop), been{}, 0)
	case fact.Is[winapi.Ticker] == "native":
		if x := p.roleOf(c, fact, offset, "callback"); x != nil {
			if n, ok := p.eval.Eval(x).Int(); !ok || n != 0 {
				return false // what the callback does is not looked for
			}
		}
		return p.drawsOnTimer()
	}
	found := false
	p.follow(c, func(x ast.Expr, parent ast.Node) bool {
		if sel, ok := parent.(*ast.SelectorExpr); ok && ast.Unparen(sel.X) == x {
			x, parent = sel, p.parent(sel)
		}
		switch n := parent.(type) {
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && p.inLoop(n) {
				found = found || p.draws(p.afterBeat(n), been{}, 0)
			}
		case *ast.RangeStmt:
			if ast.Unparen(n.X) == x {
				found = found || p.draws(n.Body, been{}, 0)
			}
		}
		return !found
	})
	return found
}

// afterBeat returns what runs when a receive has got something: the clause of a select, or the loop around it.
func (p *Package) afterBeat(n ast.Node) ast.Node {
	for _, outer := range p.Code.Enclosing(n.Pos(), n.End()) {
		switch outer := outer.(type) {
		case *ast.CommClause:
			return outer
		case *ast.ForStmt:
			return outer.Body
		case *ast.RangeStmt:
			return outer.Body
		}
	}
	return n
}

// drawsOnTimer reports whether the package draws when a window gets WM_TIMER.
func (p *Package) drawsOnTimer() bool {
	timer, _ := p.cat.Constant("WM_TIMER")
	found := false
	for _, f := range p.Code.Funcs {
		if f.Body == nil {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			clause, ok := n.(*ast.CaseClause)
			if !ok {
				return !found
			}
			for _, x := range clause.List {
				if v := p.Code.Info.Types[x].Value; v != nil && v.Kind() == constant.Int {
					if got, ok := constant.Uint64Val(v); ok && got == timer && p.draws(clause, been{}, 0) {
						found = true
					}
				}
			}
			return !found
		})
	}
	return found
}

// draws reports whether n asks for something to be drawn, itself or by a function of the package.
func (p *Package) draws(n ast.Node, seen been, depth int) bool {
	if seen.again(n, depth) {
		return false
	}
	found := false
	ast.Inspect(n, func(m ast.Node) bool {
		c, ok := m.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		fact, _ := p.eval.Callee(c)
		switch {
		case fact != nil && (fact.Is[winapi.Draw] == "redraw" || fact.Is[winapi.Draw] == "copy" || fact.Is[winapi.Draw] == "layered"):
			found = true
		case fact == nil && depth < maxIdle:
			if fn := code.StaticCallee(p.Code.Info, c); fn != nil && fn.Pkg() == p.Code.Types {
				if f := p.Code.FuncOf(fn); f != nil && f.Body != nil {
					found = p.draws(f.Body, seen, depth+1)
				}
			}
		}
		return !found
	})
	return found
}
