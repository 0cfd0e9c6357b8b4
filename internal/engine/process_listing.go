// Whether a test of what a command prints only picks the lines that are listed.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// lists reports whether what hangs on a condition only puts things into lists that are handed out: to be shown, not to be
// acted upon.
func (o *outputs) lists(s *ast.IfStmt, depth int) bool {
	if depth > names.MaxDepth || s.Else != nil {
		return false
	}
	body := s.Body.List
	if len(body) == 1 && isContinue(body[0]) {
		body = o.behind(s)
	}
	return o.gathers(body, s.End(), depth)
}

// behind returns the statements after s in its block.
func (o *outputs) behind(s ast.Stmt) []ast.Stmt {
	block, ok := o.parent(s).(*ast.BlockStmt)
	if !ok {
		return nil
	}
	for i, t := range block.List {
		if t == s {
			return block.List[i+1:]
		}
	}
	return nil
}

func isContinue(s ast.Stmt) bool {
	b, ok := s.(*ast.BranchStmt)
	return ok && b.Tok == token.CONTINUE
}

// gathers reports whether statements do nothing but put things into lists, of which the code after end makes nothing but
// other lists and results.
func (o *outputs) gathers(body []ast.Stmt, end token.Pos, depth int) bool {
	var into []*types.Var
	for _, s := range body {
		switch s := s.(type) {
		case *ast.AssignStmt:
			if !o.looksOnly(s) {
				return false
			}
			if v := o.gathered(s); v != nil {
				into = append(into, v)
			} else if s.Tok != token.DEFINE {
				return false
			}
		case *ast.IfStmt:
			if !o.lists(s, depth+1) {
				return false
			}
		default:
			if !isContinue(s) {
				return false
			}
		}
	}
	for _, v := range into {
		if !o.handedOut(v, end, depth+1) {
			return false
		}
	}
	return len(into) > 0
}

// gathered returns the local list or map that an assignment adds to, or nil.
func (o *outputs) gathered(s *ast.AssignStmt) *types.Var {
	if len(s.Lhs) != 1 || len(s.Rhs) != 1 {
		return nil
	}
	x := s.Lhs[0]
	if index, ok := ast.Unparen(x).(*ast.IndexExpr); ok {
		x = index.X
	} else if c, ok := ast.Unparen(s.Rhs[0]).(*ast.CallExpr); !ok || !o.Code.Info.Types[c.Fun].IsBuiltin() {
		return nil
	}
	if v := o.Package.variable(x); v != nil && !v.IsField() && v.Parent() != v.Pkg().Scope() {
		return v
	}
	return nil
}

// looksOnly reports whether n calls nothing but Go's own packages, and ends no process.
func (o *outputs) looksOnly(n ast.Node) bool {
	ok := true
	ast.Inspect(n, func(n ast.Node) bool {
		if c, call := n.(*ast.CallExpr); call {
			ok = ok && o.harmless(c)
		}
		return ok
	})
	return ok
}

func (o *outputs) harmless(c *ast.CallExpr) bool {
	if tv := o.Code.Info.Types[c.Fun]; tv.IsType() || tv.IsBuiltin() {
		return true
	}
	fn := code.StaticCallee(o.Code.Info, c)
	return fn != nil && fn.Pkg() != nil && ofGo(fn.Pkg().Path()) && !o.endsProcess(c)
}

// handedOut reports whether nothing more becomes of a list after pos than that it is made into others, sorted, printed,
// kept or returned to those who do so.
func (o *outputs) handedOut(v *types.Var, pos token.Pos, depth int) bool {
	if depth > names.MaxDepth {
		return false
	}
	for _, id := range o.Code.Uses(v) {
		if id.Pos() > pos && !o.passes(id, depth) {
			return false
		}
	}
	return true
}

// passes reports whether a list is only handed on where x stands.
func (o *outputs) passes(x ast.Expr, depth int) bool {
	if o.asked[x] {
		return true // once is enough: if it is more than handed on, that was found then
	}
	if depth > names.MaxDepth {
		return false
	}
	o.asked[x] = true
	switch n := o.parent(x).(type) {
	case *ast.ReturnStmt:
		for _, c := range o.callers[o.Code.Enclosed(n.Pos()).ID] {
			if !o.passes(c.call, depth+1) {
				return false
			}
		}
		return true
	case *ast.AssignStmt:
		for i, y := range n.Rhs {
			if ast.Unparen(y) == x && i < len(n.Lhs) {
				v := o.Package.variable(n.Lhs[i])
				return v != nil && (v.IsField() || o.handedOut(v, n.End(), depth+1))
			}
		}
		return true // it is given something
	case *ast.IndexExpr:
		s, ok := o.parent(n).(*ast.AssignStmt)
		return ok && ast.Unparen(s.Lhs[0]) == ast.Expr(n)
	case *ast.RangeStmt:
		return o.gathers(n.Body.List, n.End(), depth+1)
	case *ast.CallExpr:
		if !o.harmless(n) {
			return false
		}
		switch outer := o.parent(n).(type) {
		case *ast.ExprStmt:
			return true
		case *ast.CallExpr:
			fact, _ := o.callee(outer)
			return o.Code.Info.Types[outer.Fun].IsBuiltin() || fact != nil && fact.Has(winapi.Print)
		case *ast.AssignStmt:
			return o.gathered(outer) != nil
		}
		return false
	case *ast.KeyValueExpr, *ast.CompositeLit:
		return true
	}
	return false
}
