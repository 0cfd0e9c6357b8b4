// Numbers that are made of flags, and how code names a constant.

package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
)

// A Bit is a place that sets a bit of a number.
type Bit struct {
	In   *code.Func
	Expr ast.Expr
	// Chosen says that something decides whether the bit is set there.
	Chosen bool
}

// Bits returns the places that set a bit of x.
func (p *Package) Bits(x ast.Expr, bit int64) []Bit {
	return p.bits(x, bit, map[step][]Bit{}, 0)
}

func (p *Package) bits(x ast.Expr, bit int64, found map[step][]Bit, depth int) (out []Bit) {
	if x == nil || depth > 4 {
		return nil
	}
	at := step{x, depth}
	if out, known := found[at]; known {
		return out
	}
	defer func() { found[at] = out }()
	info := p.Code.Info
	if v := info.Types[x].Value; v != nil {
		if n, ok := constant.Int64Val(constant.ToInt(v)); ok && n&bit != 0 {
			return []Bit{p.bit(x)}
		}
		return nil
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		if x.Op == token.OR || x.Op == token.ADD {
			if len(p.bits(x.X, bit, found, depth+1)) > 0 || len(p.bits(x.Y, bit, found, depth+1)) > 0 {
				return []Bit{p.bit(x)}
			}
		}
	case *ast.CallExpr:
		if len(x.Args) == 1 && info.Types[x.Fun].IsType() {
			return p.bits(x.Args[0], bit, found, depth+1)
		}
	case *ast.Ident:
		v := p.variable(x)
		if v == nil || v.IsField() {
			return nil
		}
		for _, d := range p.Code.Reaching(v, x.Pos()) {
			if d.Value != nil && (d.Kind == code.Assigned && d.Index < 0 || d.Kind == code.Changed && d.Op == token.OR_ASSIGN) {
				for _, b := range p.bits(d.Value, bit, found, depth+1) {
					if !slices.Contains(out, b) {
						out = append(out, b)
					}
				}
			}
		}
		return out
	}
	return nil
}

func (p *Package) bit(x ast.Expr) Bit {
	f := p.Code.Enclosed(x.Pos())
	return Bit{In: f, Expr: x, Chosen: p.decided(f, x.Pos())}
}

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

// Number returns the number that a text certainly is.
func Number(t names.Text) (int64, bool) { return names.Values{t}.Int() }
