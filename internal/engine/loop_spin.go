// Loops that do not wait at all.

package engine

import (
	"go/ast"
	"go/token"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Spin is a loop that does not wait.
type Spin struct {
	Site *Site
	Loop *ast.ForStmt
	Kind SpinKind
}

// A SpinKind says what a loop does instead of waiting.
type SpinKind uint8

// The kinds.
const (
	SpinAsks    SpinKind = iota + 1 // it asks whether something has come, in a select with an empty default
	SpinRetries                     // it tries again what has failed
	SpinLooks                       // it looks at the desktop: whether a key is down, which window is in front
	SpinIdles                       // nothing
)

// Spins returns the package's endless loops that do not wait.
func (p *Pass) Spins() []Spin {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []Spin
	for _, n := range p.Code.Nodes {
		loop, ok := n.(*ast.ForStmt)
		if !ok {
			continue
		}
		f := p.Code.Enclosed(loop.Pos())
		if !p.Live(f) || p.dead(f, loop.Pos()) || p.Code.Deep(loop.Pos()) || p.limited(loop) {
			continue
		}
		spin := Spin{Site: &Site{Node: loop, In: f, pkg: p.Package, block: p.block(f, loop.Body.Pos())}, Loop: loop}
		switch {
		case loop.Init == nil && loop.Cond == nil && loop.Post == nil && len(loop.Body.List) == 0:
			spin.Kind = SpinIdles
		case p.selects(loop):
			spin.Kind = SpinAsks
		case p.retries(loop):
			spin.Kind = SpinRetries
		case p.looks(loop):
			spin.Kind = SpinLooks
		default:
			continue
		}
		out = append(out, spin)
	}
	return out
}

// selects reports whether a loop does no more than to look whether something has come, in a select with an empty default.
func (p *Package) selects(loop *ast.ForStmt) bool {
	w := &idler{Package: p, loop: loop, target: loop.Body}
	if loop.Cond != nil && !w.idle(loop.Cond) || loop.Post != nil {
		return false
	}
	asks := false
	for _, s := range loop.Body.List {
		switch s := s.(type) {
		case *ast.SelectStmt:
			empty := false
			for _, c := range s.Body.List {
				clause := c.(*ast.CommClause)
				if clause.Comm == nil {
					empty = len(clause.Body) == 0 || onlyContinues(clause.Body)
				} else if _, sends := clause.Comm.(*ast.SendStmt); sends {
					return false
				}
			}
			if !empty {
				return false
			}
			asks = true
		case *ast.IfStmt:
			if s.Init != nil || s.Else != nil || !w.idle(s.Cond) || !leavesLoop(s.Body) {
				return false
			}
		default:
			return false
		}
	}
	return asks
}

func onlyContinues(list []ast.Stmt) bool {
	if len(list) != 1 {
		return false
	}
	b, ok := list[0].(*ast.BranchStmt)
	return ok && b.Tok == token.CONTINUE && b.Label == nil
}

// retries reports whether a loop reads or connects and, when that has failed, tries again at once, whatever the failure.
func (p *Package) retries(loop *ast.ForStmt) bool {
	w := &idler{Package: p, loop: loop, target: loop.Body}
	if loop.Cond != nil && !w.idle(loop.Cond) || loop.Post != nil {
		return false
	}
	for i, s := range loop.Body.List[:max(len(loop.Body.List)-1, 0)] {
		as, ok := s.(*ast.AssignStmt)
		if !ok || len(as.Rhs) != 1 {
			if !w.idle(s) {
				return false
			}
			continue
		}
		call, ok := ast.Unparen(as.Rhs[0]).(*ast.CallExpr)
		if !ok || !p.fails(call) {
			if !w.idle(s) {
				return false
			}
			continue
		}
		test, ok := loop.Body.List[i+1].(*ast.IfStmt)
		if !ok || test.Init != nil || !p.failed(test.Cond, as.Lhs[len(as.Lhs)-1]) || leavesLoop(test.Body) || len(test.Body.List) == 0 {
			return false
		}
		last, ok := test.Body.List[len(test.Body.List)-1].(*ast.BranchStmt)
		if !ok || last.Tok != token.CONTINUE || last.Label != nil {
			return false
		}
		for _, s := range test.Body.List[:len(test.Body.List)-1] {
			x, ok := s.(*ast.ExprStmt)
			if !ok {
				return false
			}
			c, ok := ast.Unparen(x.X).(*ast.CallExpr)
			if !ok {
				return false
			}
			if fact, _ := p.eval.Callee(c); (fact == nil || !fact.Has(winapi.Print)) && !p.quick(c, been{}, 0) {
				return false
			}
		}
		return true
	}
	return false
}

// looks reports whether some way round a loop only looks at the desktop, which changes by itself, and waits for nothing.
func (p *Package) looks(loop *ast.ForStmt) bool {
	w := &idler{Package: p, loop: loop, target: loop.Body}
	if loop.Cond != nil && !w.idle(loop.Cond) || loop.Post != nil {
		return false
	}
	if w.round.join(w.list(loop.Body.List, arrivals{plain: true})); !w.round.plain {
		return false
	}
	for _, s := range loop.Body.List {
		var n ast.Node = s
		if test, ok := s.(*ast.IfStmt); ok {
			n = test.Cond
		}
		if p.seesDesktop(n, been{}, 0) {
			return true
		}
	}
	return loop.Cond != nil && p.seesDesktop(loop.Cond, been{}, 0)
}

// seesDesktop reports whether n, or what it calls in the package, asks for the state of the desktop.
func (p *Package) seesDesktop(n ast.Node, seen been, depth int) bool {
	if seen.again(n, depth) {
		return false
	}
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if fact, _ := p.eval.Callee(n); fact != nil {
				found = found || fact.Is[winapi.UI] == "desktop"
			} else if fn := code.StaticCallee(p.Code.Info, n); fn != nil && depth < maxIdle {
				f := p.Code.FuncOf(fn)
				found = found || f != nil && f.Body != nil && p.seesDesktop(f.Body, seen, depth+1)
			}
		}
		return !found
	})
	return found
}

// fails reports whether a call reads a stream or connects: what fails there fails again.
func (p *Package) fails(c *ast.CallExpr) bool {
	fact, _ := p.eval.Callee(c)
	if fact == nil {
		return false
	}
	_, dials := fact.Is[winapi.Dial]
	switch fact.Is[winapi.ReadReader] {
	case "line", "token":
		return true
	}
	return dials || fact.Has(winapi.DialPipe)
}

// failed reports whether a condition asks no more than whether err is an error.
func (p *Package) failed(cond ast.Expr, err ast.Expr) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.NEQ || !p.isNil(b.Y) {
		return false
	}
	x, y := p.variable(b.X), p.variable(err)
	return x != nil && x == y && isError(x.Type())
}
