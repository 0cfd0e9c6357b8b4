package engine

import (
	"go/ast"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Yield is a call that answers which session is at the console.
type Yield struct {
	Pkg  *Package
	Call *ast.CallExpr
	// Stmt is the statement that does nothing but call a function with the answer as an argument, or nil.
	Stmt *ast.ExprStmt
	// Session is how the code there can name a session that somebody asks for; empty if there is none.
	Session string
}

// Yields returns the call of one value that a segment says a session comes from, if it asks for the console's.
func (p *Pass) Yields(seg names.Segment) (y Yield, ok bool) {
	pos, end := seg.Source()
	if !pos.IsValid() {
		return y, false
	}
	q := p.packageAt(pos)
	if q == nil {
		return y, false
	}
	for _, n := range q.Code.Enclosing(pos, end) {
		if call, ok := n.(*ast.CallExpr); ok && call.Pos() == pos && call.End() == end {
			y.Call = call
			break
		}
	}
	if y.Call == nil {
		return y, false
	}
	q.mu.Lock()
	fact, _ := q.eval.Callee(y.Call)
	q.mu.Unlock()
	if fact == nil || fact.Is[winapi.ConsoleSession] != "id" || q.answersMore(y.Call) {
		return y, false
	}
	y.Pkg, y.Session = q, q.session(pos)
	if outer, ok := q.parent(y.Call).(*ast.CallExpr); ok && ast.Unparen(outer.Fun) != ast.Expr(y.Call) {
		y.Stmt, _ = q.parent(outer).(*ast.ExprStmt)
	}
	return y, true
}

// answersMore reports whether a call has other results than one number.
func (p *Package) answersMore(call *ast.CallExpr) bool {
	t := p.Code.Info.TypeOf(call)
	if t == nil {
		return true
	}
	b, ok := t.Underlying().(*types.Basic)
	return !ok || b.Info()&types.IsInteger == 0
}
