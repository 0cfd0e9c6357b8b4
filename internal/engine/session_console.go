// Which session is at the console, and the ids of sessions that a program keeps.

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

// A Kept is a session's id that a variable of the package keeps.
type Kept struct {
	Site *Site // where the variable gets it
	Seg  names.Segment
	Name string
}

// Kept returns the ids of sessions that variables of the package keep from one place, which is not passed again and again.
func (p *Pass) Kept() []Kept {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []Kept
	scope := p.Code.Types.Scope()
	for _, name := range scope.Names() {
		v, ok := scope.Lookup(name).(*types.Var)
		if !ok {
			continue
		}
		if b, ok := v.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 {
			continue
		}
		for _, d := range p.Code.Defs(v) {
			if d.Value == nil || d.Func == nil || p.repeated(d.Value.Pos()) || !p.Live(d.Func) {
				continue
			}
			for _, t := range p.eval.Def(d) {
				if len(t) == 1 && t[0].Kind == names.Session {
					out = append(out, Kept{p.newSite(d.Func, d.Value, nil), t[0], name})
				}
			}
		}
	}
	return out
}
