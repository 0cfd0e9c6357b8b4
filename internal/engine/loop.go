// Loops: whether they end by themselves, and how they are left.

package engine

import (
	"go/ast"
	"go/token"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// limited reports whether a loop has an end that it comes to by itself: a number of rounds, a deadline, an end of what it
// looks through.
func (p *Package) limited(loop ast.Stmt) bool {
	var body *ast.BlockStmt
	switch n := loop.(type) {
	case *ast.ForStmt:
		if n.Cond != nil && p.measures(n.Cond) {
			return true
		}
		body = n.Body
	case *ast.RangeStmt:
		body = n.Body
	}
	others := false // ways out that ask no context
	var asked []ast.Expr
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.IfStmt:
			if !leavesLoop(n.Body) && (n.Else == nil || !leavesLoop(n.Else)) {
				return true
			}
			found = found || p.measures(n.Cond)
			if x := p.cancels(n.Cond); x != nil {
				asked = append(asked, x)
			} else {
				others = true
			}
		case *ast.CommClause:
			if n.Comm == nil || !leavesLoop(&ast.BlockStmt{List: n.Body}) {
				return true
			}
			found = found || p.expires(n.Comm, loop)
			if x := p.cancels(n.Comm); x != nil {
				asked = append(asked, x)
			}
		}
		return !found
	})
	for _, x := range asked {
		found = found || p.deadline(x, others, been{}, 0)
	}
	return found
}

// measures reports whether a condition compares an amount: of rounds, of time.
func (p *Package) measures(cond ast.Expr) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BinaryExpr:
			switch n.Op {
			case token.LSS, token.GTR, token.LEQ, token.GEQ:
				found = true
			}
		case *ast.CallExpr:
			if fact, _ := p.eval.Callee(n); fact != nil && fact.Is[winapi.Deadline] == "test" {
				found = true
			}
		}
		return !found
	})
	return found
}

// cancels returns the context whose end n asks for, or nil.
func (p *Package) cancels(n ast.Node) (ctx ast.Expr) {
	ast.Inspect(n, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			if fact, _ := p.eval.Callee(c); fact != nil && fact.Is[winapi.Deadline] == "done" {
				ctx, _ = p.eval.ArgumentExpr(c, winapi.Receiver)
			}
		}
		return ctx == nil
	})
	return ctx
}

// expires reports whether a communication waits for a timer that was started before the loop.
func (p *Package) expires(comm ast.Stmt, loop ast.Stmt) bool {
	found := false
	ast.Inspect(comm, func(n ast.Node) bool {
		x, ok := n.(*ast.UnaryExpr)
		if !ok || x.Op != token.ARROW {
			return true
		}
		if !isTimer(p.Code.Info.TypeOf(x.X)) {
			return true // it is not the time that comes, but somebody's order to stop
		}
		ch := ast.Unparen(x.X)
		if sel, ok := ch.(*ast.SelectorExpr); ok {
			ch = sel.X
		}
		v := p.variable(ch)
		if v == nil {
			return true
		}
		for _, d := range p.Code.Defs(v) {
			if d.Kind == code.Given {
				found = true // the caller may know
			}
			if c, ok := ast.Unparen(d.Value).(*ast.CallExpr); ok && !encloses(loop, c) {
				fact, _ := p.eval.Callee(c)
				found = found || fact != nil && fact.Is[winapi.Ticker] == "once"
			}
		}
		return true
	})
	return found
}

// deadline reports whether a context ends by itself. That of a parameter may where the loop also ends for another reason:
// the function waits for something, and its caller says how long.
func (p *Package) deadline(ctx ast.Expr, waits bool, seen been, depth int) bool {
	v := p.variable(ctx)
	if v == nil || depth > maxCallers || seen.again(v, depth) {
		return false
	}
	for _, d := range p.Code.Defs(v) {
		switch {
		case d.Kind == code.Given && waits:
			return true
		case d.Kind == code.Given:
			for _, c := range p.callers[d.Func.ID] {
				if x, _ := p.eval.ArgumentExpr(c.call, d.Index); x != nil && p.deadline(x, false, seen, depth+1) {
					return true
				}
			}
		case d.Value != nil:
			if c, ok := ast.Unparen(d.Value).(*ast.CallExpr); ok {
				if fact, _ := p.eval.Callee(c); fact != nil && fact.Is[winapi.Deadline] == "context" {
					return true
				}
			}
		}
	}
	return false
}

// leavesLoop reports whether a statement holds one that ends the loop around it.
func leavesLoop(s ast.Stmt) bool {
	found := false
	inner := 0
	var look func(n ast.Node) bool
	look = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = true
		case *ast.BranchStmt:
			if n.Tok == token.GOTO || n.Tok == token.BREAK && (n.Label != nil || inner == 0) {
				found = true
			}
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.SelectStmt, *ast.TypeSwitchStmt:
			inner++
			ast.Inspect(code.BodyOf(n), look)
			inner--
			return false
		}
		return !found
	}
	ast.Inspect(s, look)
	return found
}

// loopAround returns the innermost loop around n in the same function, or nil.
func (p *Package) loopAround(n ast.Node) ast.Stmt {
	for _, outer := range p.Code.Enclosing(n.Pos(), n.End()) {
		switch outer := outer.(type) {
		case *ast.ForStmt:
			if outer.Init == nil || n.Pos() > outer.Init.End() {
				return outer
			}
		case *ast.RangeStmt:
			if n.Pos() >= outer.Body.Pos() {
				return outer
			}
		case *ast.FuncLit, *ast.FuncDecl:
			return nil
		}
	}
	return nil
}

func (p *Package) inLoop(n ast.Node) bool { return p.loopAround(n) != nil }

// repeated reports whether pos lies in a loop.
func (p *Package) repeated(pos token.Pos) bool {
	for _, n := range p.Code.Enclosing(pos, pos) {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return true
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		}
	}
	return false
}

func encloses(n, inner ast.Node) bool { return n.Pos() <= inner.Pos() && inner.End() <= n.End() }
