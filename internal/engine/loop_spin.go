// Loops that do not wait at all.

package engine

import (
	"go/ast"
	"go/token"

	"github.com/rdslint/rdslint/internal/winapi"
)

// A Spin is a loop that does not wait.
type Spin struct {
	Site *Site
	Loop *ast.ForStmt
	// Retry is the call that fails and is tried again at once; nil for a loop that only asks whether something has come.
	Retry *ast.CallExpr
}

// Spins returns the package's endless loops that do not wait: they look whether something has come, again and again, or
// try at once again what has failed.
func (p *Pass) Spins() []Spin {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []Spin
	for _, f := range p.Code.Funcs {
		if f.Body == nil || !p.Live(f) {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ForStmt:
				if p.dead(f, n.Pos()) || p.Code.Deep(n.Pos()) || p.limited(n) {
					break
				}
				spin := Spin{Site: &Site{Node: n, In: f, pkg: p.Package, block: p.block(f, n.Body.Pos())}, Loop: n}
				if p.looks(n) {
					out = append(out, spin)
				} else if spin.Retry = p.retries(n); spin.Retry != nil {
					out = append(out, spin)
				}
			}
			return true
		})
	}
	return out
}

// looks reports whether a loop does no more than to look whether something has come, in a select with an empty default.
func (p *Package) looks(loop *ast.ForStmt) bool {
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

// retries returns the call that reads or connects and, when it has failed, is tried again at once, whatever the failure; or
// nil.
func (p *Package) retries(loop *ast.ForStmt) *ast.CallExpr {
	w := &idler{Package: p, loop: loop, target: loop.Body}
	if loop.Cond != nil && !w.idle(loop.Cond) || loop.Post != nil {
		return nil
	}
	for i, s := range loop.Body.List[:max(len(loop.Body.List)-1, 0)] {
		as, ok := s.(*ast.AssignStmt)
		if !ok || len(as.Rhs) != 1 {
			if !w.idle(s) {
				return nil
			}
			continue
		}
		call, ok := ast.Unparen(as.Rhs[0]).(*ast.CallExpr)
		if !ok || !p.fails(call) {
			if !w.idle(s) {
				return nil
			}
			continue
		}
		test, ok := loop.Body.List[i+1].(*ast.IfStmt)
		if !ok || test.Init != nil || !p.failed(test.Cond, as.Lhs[len(as.Lhs)-1]) || leavesLoop(test.Body) || len(test.Body.List) == 0 {
			return nil
		}
		last, ok := test.Body.List[len(test.Body.List)-1].(*ast.BranchStmt)
		if !ok || last.Tok != token.CONTINUE || last.Label != nil {
			return nil
		}
		for _, s := range test.Body.List[:len(test.Body.List)-1] {
			x, ok := s.(*ast.ExprStmt)
			if !ok {
				return nil
			}
			c, ok := ast.Unparen(x.X).(*ast.CallExpr)
			if !ok {
				return nil
			}
			if fact, _ := p.eval.Callee(c); (fact == nil || !fact.Has(winapi.Print)) && !p.quick(c, 0) {
				return nil
			}
		}
		return call
	}
	return nil
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
