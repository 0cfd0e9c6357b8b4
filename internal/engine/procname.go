package engine

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// elsewhere reports whether the test compares with names that no program of Windows has: the whole name of one has an
// extension there. The extension may have been taken off before.
func (t *imageTest) elsewhere(at ast.Node) bool {
	var side ast.Expr
	switch x := t.expr.(type) {
	case *ast.BinaryExpr:
		side = x.X
		if len(t.with) == 1 && t.with[0] == x.X {
			side = x.Y
		}
	case *ast.CallExpr:
		fact, _ := t.pkg.callee(x)
		if fact == nil || !fact.Has(winapi.Equal) || len(x.Args) != 2 {
			return false
		}
		side = x.Args[0]
		if len(t.with) == 1 && t.with[0] == side {
			side = x.Args[1]
		}
	default:
		return false
	}
	list := t.with
	if call, ok := at.(*ast.CallExpr); ok && t.pkg.fromParameter(t.with[0], 0) {
		list = call.Args
	}
	known := false
	for _, x := range list {
		if !t.pkg.isText(x) && len(list) > 1 {
			continue
		}
		for _, v := range t.pkg.Eval(x) {
			text, ok := v.Known()
			if !ok || strings.Contains(text, ".") {
				return false
			}
			known = true
		}
	}
	return known && !t.pkg.spellsExtension(side, 0)
}

// spellsExtension reports whether ".exe" is written where x gets its value.
func (p *Package) spellsExtension(x ast.Expr, depth int) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			found = found || strings.Contains(strings.ToLower(n.Value), "exe")
		case *ast.CallExpr:
			fn := code.StaticCallee(p.Code.Info, n)
			found = found || fn != nil && (p.mine(fn) || fn.Name() == "Ext")
		case *ast.Ident:
			v := p.variable(n)
			if v == nil || v.IsField() || v.Parent() == v.Pkg().Scope() || depth > 3 {
				break
			}
			for _, d := range p.Code.Reaching(v, n.Pos()) {
				if d.Value != nil && d.Kind == code.Assigned && d.Node.Pos() < x.Pos() {
					found = found || p.spellsExtension(d.Value, depth+1)
				}
			}
		case *ast.SelectorExpr:
			v := p.variable(n)
			found = found || v != nil && v.IsField() && v.Pkg() == p.Code.Types // filled elsewhere
		}
		return !found
	})
	return found
}

// systemProgram reports whether the catalogue knows a program as one of Windows itself.
func (p *Package) systemProgram(name string) bool {
	return slices.ContainsFunc(p.cat.CommandLine(name), func(f *winapi.Func) bool { return f.Is[winapi.ProcessImage] == "system" })
}

// fromParameter reports whether x is, or was made of, a parameter of the function around it.
func (p *Package) fromParameter(x ast.Expr, depth int) bool {
	if depth > 5 {
		return false
	}
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		v := p.variable(id)
		if v == nil || v.IsField() || v.Parent() == p.Code.Types.Scope() {
			return true
		}
		defs := p.Code.Defs(v)
		for _, d := range defs {
			switch d.Kind {
			case code.Given:
				found = found || d.Index >= 0
			case code.Assigned, code.Ranged:
				if d.Value != nil && !slices.ContainsFunc(defs, func(o *code.Def) bool { return o.Value == x }) {
					found = found || p.fromParameter(d.Value, depth+1)
				}
				// A set is filled from a list: names[strings.ToLower(n)] = true.
				if as, ok := d.Node.(*ast.AssignStmt); ok && d.Op == token.LBRACK {
					for _, l := range as.Lhs {
						if ix, ok := ast.Unparen(l).(*ast.IndexExpr); ok {
							found = found || p.fromParameter(ix.Index, depth+1)
						}
					}
				}
			}
		}
		return !found
	})
	return found
}
