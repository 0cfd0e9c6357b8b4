// The part of an accept loop that a goroutine of its own can run.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// Pkg returns the package in which the loop stands.
func (v Service) Pkg() *Package { return v.pkg }

// Rest returns the statements of the accept loop from the one that waits to the last, which a goroutine of their own can
// run instead; nil if it cannot.
func (v Service) Rest() []ast.Stmt {
	if v.Queue.IsValid() || !v.Loop || v.at == nil || v.conn == nil {
		return nil
	}
	p := v.pkg
	var list []ast.Stmt
	var inner ast.Node
	var loop *ast.ForStmt
	for _, n := range p.Code.Enclosing(v.at.Pos(), v.at.End()) {
		var stmts []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			stmts = n.List
		case *ast.CaseClause:
			stmts = n.Body
		case *ast.CommClause:
			stmts = n.Body
		case *ast.ForStmt:
			if n.Pos() <= v.call.Pos() && v.call.End() <= n.End() {
				loop = n
			}
		case *ast.FuncLit, *ast.FuncDecl:
			return nil
		}
		if loop != nil {
			break
		}
		if i := slices.IndexFunc(stmts, func(s ast.Stmt) bool { return s == inner }); i >= 0 && (list == nil || amongStatements(stmts, v.call)) {
			list = stmts[i:]
		}
		inner = n
	}
	if loop == nil || len(list) == 0 || v.conn.Pos() < loop.Pos() || amongStatements(list, v.call) {
		return nil
	}
	end := list[len(list)-1].End()
	for _, id := range p.Code.Uses(v.conn) {
		if id.Pos() >= end {
			return nil
		}
	}
	for _, s := range list {
		if !p.movable(s, loop) {
			return nil
		}
	}
	return list
}

func amongStatements(list []ast.Stmt, n ast.Node) bool {
	return slices.ContainsFunc(list, func(s ast.Stmt) bool { return s.Pos() <= n.Pos() && n.End() <= s.End() })
}

// movable reports whether s means the same in a function of its own: it does not leave the loop, and sets nothing that
// outlives a round.
func (p *Package) movable(s ast.Stmt, loop *ast.ForStmt) bool {
	ok := true
	outside := func(x ast.Expr) {
		if id, is := ast.Unparen(x).(*ast.Ident); is {
			if v, is := p.Code.Info.Uses[id].(*types.Var); is && v.Pos() < loop.Body.Pos() {
				ok = false
			}
		}
	}
	var look func(n ast.Node, loops int)
	look = func(n ast.Node, loops int) {
		ast.Inspect(n, func(m ast.Node) bool {
			if m == n {
				return true
			}
			switch m := m.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ReturnStmt, *ast.DeferStmt, *ast.LabeledStmt:
				ok = false
			case *ast.BranchStmt:
				ok = ok && loops > 0 && m.Label == nil && m.Tok != token.GOTO
			case *ast.AssignStmt:
				for _, x := range m.Lhs {
					outside(x)
				}
			case *ast.IncDecStmt:
				outside(m.X)
			case *ast.ForStmt, *ast.RangeStmt:
				look(m, loops+1)
				return false
			}
			return ok
		})
	}
	look(&ast.BlockStmt{List: []ast.Stmt{s}}, 0)
	return ok
}
