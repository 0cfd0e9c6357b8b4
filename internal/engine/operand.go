package engine

import (
	"go/ast"
	"go/constant"
	"go/types"

	"github.com/rdslint/rdslint/internal/winapi"
)

// Flags returns the expressions that give a process which the site starts its creation flags.
func (s *Site) Flags() []ast.Expr {
	out := s.set["flags"]
	if x := s.exprs["flags"]; x != nil {
		out = append(out[:len(out):len(out)], x)
	}
	return out
}

// Operand returns the innermost part of x that is written as the constant n, or nil.
func (p *Package) Operand(x ast.Expr, n int64) (out ast.Expr) {
	if x == nil {
		return nil
	}
	ast.Inspect(x, func(m ast.Node) bool {
		switch m := m.(type) {
		case *ast.FuncLit:
			return false
		case *ast.Ident, *ast.SelectorExpr, *ast.BasicLit, *ast.BinaryExpr:
			x := m.(ast.Expr)
			v := p.Code.Info.Types[x].Value
			if v == nil || v.Kind() != constant.Int {
				return true
			}
			got, ok := constant.Int64Val(v)
			if _, sum := m.(*ast.BinaryExpr); ok && got == n && !sum {
				out = x
			}
			_, qualified := m.(*ast.SelectorExpr)
			return !qualified
		}
		return true
	})
	return out
}

// Sibling returns how the code of x, which names a constant of another package, can name another one of that package; ""
// if it cannot.
func (p *Package) Sibling(x ast.Expr, name string) string {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return ""
	}
	pkg, ok := p.Code.Info.Uses[id].(*types.PkgName)
	if !ok || pkg.Imported().Scope().Lookup(name) == nil {
		return ""
	}
	return id.Name + "." + name
}

// Alone is Statement, where a deferred call counts as well.
func (s *Site) Alone() ast.Stmt {
	if call := s.Call(); call != nil {
		if n, ok := s.pkg.parent(call).(*ast.DeferStmt); ok {
			return n
		}
	}
	return s.Statement()
}

// Settles reports whether what the site has in a role is known here and not nearer to the catalogue's function: the call of
// a wrapper that gives another argument says nothing new of this one.
func (s *Site) Settles(role winapi.Role) bool {
	below := s.Below()
	return !s.Values(role).Open() && (below == nil || below.Values(role).Open())
}
