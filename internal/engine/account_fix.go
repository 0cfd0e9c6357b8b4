// Fixes that put the machine's folder or variable in the place of the account's.

package engine

import (
	"go/ast"
	"strings"

	"github.com/rdslint/rdslint/internal/winapi"
)

// MachineData returns the edits that put the machine's place for the same kind of data in the place of the account's; nil
// where there is none, or where it is not named at the site.
func (p *Pass) MachineData(s *Site, a Account) []Edit {
	if a.machine == "" || s.Pending() {
		return nil
	}
	if kind, ok := s.Kind(winapi.Env); ok {
		switch v := s.Values("name"); {
		case kind == "get" && len(v) == 1:
			return p.Rewrite(s, "name", v[0], a.machine)
		case kind == "expand":
			return inLiteral(s.Expr("src"), strings.Trim(a.What, "%"), a.machine)
		}
		return nil
	}
	for _, role := range []winapi.Role{"folder", "csidl"} {
		if x := s.Expr(role); x != nil {
			return s.pkg.renamed(x, a.What, a.machine)
		}
	}
	return nil
}

// inLiteral returns the edit that renames a variable in a text that is expanded, where the text is one literal.
func inLiteral(x ast.Expr, name, with string) []Edit {
	if x == nil {
		return nil
	}
	lit, ok := ast.Unparen(x).(*ast.BasicLit)
	if !ok {
		return nil
	}
	for _, form := range [][2]string{{"%", "%"}, {"${", "}"}} {
		if old := form[0] + name + form[1]; strings.Count(lit.Value, old) == 1 {
			return []Edit{{Pos: lit.Pos(), End: lit.End(), New: strings.Replace(lit.Value, old, form[0]+with+form[1], 1)}}
		}
	}
	return nil
}

// renamed returns the edit that puts another name of the same package in the place of one that x is.
func (p *Package) renamed(x ast.Expr, name, with string) []Edit {
	x = ast.Unparen(x)
	if u, ok := x.(*ast.UnaryExpr); ok {
		x = ast.Unparen(u.X)
	}
	id, ok := x.(*ast.Ident)
	if sel, isSel := x.(*ast.SelectorExpr); isSel {
		id, ok = sel.Sel, true
	}
	if !ok || id.Name != name {
		return nil
	}
	obj := p.Code.Info.Uses[id]
	if obj == nil || obj.Pkg() == nil || obj.Pkg().Scope().Lookup(with) == nil {
		return nil
	}
	return []Edit{{Pos: id.Pos(), End: id.End(), New: with}}
}
