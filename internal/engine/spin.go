package engine

import (
	"go/ast"
	"go/token"
	"go/types"

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
			if !leaves(n.Body) && (n.Else == nil || !leaves(n.Else)) {
				return true
			}
			found = found || p.measures(n.Cond)
			if x := p.cancels(n.Cond); x != nil {
				asked = append(asked, x)
			} else {
				others = true
			}
		case *ast.CommClause:
			if n.Comm == nil || !leaves(&ast.BlockStmt{List: n.Body}) {
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
		found = found || p.deadline(x, others, 0)
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
func (p *Package) deadline(ctx ast.Expr, waits bool, depth int) bool {
	v := p.variable(ctx)
	if v == nil || depth > maxCallers {
		return false
	}
	for _, d := range p.Code.Defs(v) {
		switch {
		case d.Kind == code.Given && waits:
			return true
		case d.Kind == code.Given:
			for _, c := range p.callers[d.Func.ID] {
				if x, _ := p.eval.ArgumentExpr(c.call, d.Index); x != nil && p.deadline(x, false, depth+1) {
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

// leaves reports whether a statement holds one that ends the loop around it.
func leaves(s ast.Stmt) bool {
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
			ast.Inspect(body(n), look)
			inner--
			return false
		}
		return !found
	}
	ast.Inspect(s, look)
	return found
}

func body(n ast.Node) *ast.BlockStmt {
	switch n := n.(type) {
	case *ast.ForStmt:
		return n.Body
	case *ast.RangeStmt:
		return n.Body
	case *ast.SwitchStmt:
		return n.Body
	case *ast.TypeSwitchStmt:
		return n.Body
	case *ast.SelectStmt:
		return n.Body
	}
	return nil
}

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
				if p.dead(f, n.Pos()) || p.limited(n) {
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
			if s.Init != nil || s.Else != nil || !w.idle(s.Cond) || !leaves(s.Body) {
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
		if !ok || test.Init != nil || !p.failed(test.Cond, as.Lhs[len(as.Lhs)-1]) || leaves(test.Body) || len(test.Body.List) == 0 {
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
	return x != nil && x == y && types.Identical(x.Type(), types.Universe.Lookup("error").Type())
}
