// Constant passwords of servers that only the machine itself reaches.

package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Password is a constant that a server compares with what a client says to prove who it is.
type Password struct {
	Site     *Site
	Pos, End token.Pos // the constant
}

// Passwords returns the constant passwords of the package, in source order, if its module listens on the loopback address
// and on no other: then they are all that keeps the other users of the machine out.
func (p *Package) Passwords() []Password {
	local := false
	for _, s := range p.Everywhere(winapi.Listen) {
		for _, t := range s.Values("addr") {
			if e, ok := EndpointOf(t); !ok || !e.Loopback() {
				return nil
			}
			local = true
		}
	}
	if !local {
		return nil
	}
	var out []Password
	add := func(n ast.Node, x, y ast.Expr) {
		if x == nil || y == nil {
			return
		}
		if !p.isConstant(x) {
			x, y = y, x
		}
		if !p.isConstant(x) || p.isConstant(y) || !p.shown(y) {
			return
		}
		s := p.newSite(p.Code.Enclosed(n.Pos()), n, language["comparison"])
		if p.live(s) && !p.dead(s.In, n.Pos()) {
			out = append(out, Password{s, x.Pos(), x.End()})
		}
	}
	for _, n := range p.Code.Nodes {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				add(n, n.X, n.Y)
			}
		case *ast.CallExpr:
			if f, _ := p.eval.Callee(n); f != nil && f.Has(winapi.Equal) {
				x, _ := p.eval.ArgumentExpr(n, f.Roles["a"])
				y, _ := p.eval.ArgumentExpr(n, f.Roles["b"])
				add(n, x, y)
			}
		}
	}
	return out
}

// isConstant reports whether x is a constant text that is not empty; []byte("text") is one as well.
func (p *Package) isConstant(x ast.Expr) bool {
	x = p.converted(x)
	v := p.Code.Info.Types[x].Value
	return v != nil && v.Kind() == constant.String && constant.StringVal(v) != ""
}

// converted returns what x, a conversion to bytes, is made of.
func (p *Package) converted(x ast.Expr) ast.Expr {
	x = ast.Unparen(x)
	if call, ok := x.(*ast.CallExpr); ok && len(call.Args) == 1 && p.Code.Info.Types[call.Fun].IsType() {
		return ast.Unparen(call.Args[0])
	}
	return x
}

// shown reports whether x is the password or token that a request carries.
func (p *Package) shown(x ast.Expr) bool {
	x = p.converted(x)
	from := func(x ast.Expr, index int) bool {
		call, ok := ast.Unparen(x).(*ast.CallExpr)
		if !ok {
			return false
		}
		f, _ := p.eval.Callee(call)
		if f == nil {
			return false
		}
		switch f.Is[winapi.Source] {
		case "secret":
			return f.Result == index
		case "header":
			name, ok := p.eval.ArgumentExpr(call, f.Roles["name"])
			return !ok && name != nil && speaksOfSecrets(p.spoken(name))
		}
		return false
	}
	id, ok := x.(*ast.Ident)
	if !ok {
		return from(x, 0)
	}
	v, ok := p.Code.Info.Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Pkg() != p.Code.Types {
		return false
	}
	return slices.ContainsFunc(p.Code.Reaching(v, id.Pos()), func(d *code.Def) bool {
		return d.Kind == code.Assigned && d.Value != nil && from(d.Value, max(d.Index, 0))
	})
}
