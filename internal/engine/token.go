// Whose a token is: the process's own, or another user's.

package engine

import (
	"go/ast"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// ownToken reports whether a token is the process's own, or made of it.
func (p *Package) ownToken(x ast.Expr) bool { return p.madeOfOwn(x, been{}, 0) }

func (p *Package) madeOfOwn(x ast.Expr, seen been, depth int) bool {
	if depth > names.MaxDepth {
		return false
	}
	if seen.again(x, depth) {
		return true // or the search would be over
	}
	x = ast.Unparen(x)
	switch x := x.(type) {
	case *ast.CallExpr:
		if p.Code.Info.Types[x.Fun].IsType() && len(x.Args) == 1 {
			return p.madeOfOwn(x.Args[0], seen, depth+1)
		}
		return p.yieldsOwn(x, seen, depth)
	case *ast.UnaryExpr:
		return p.madeOfOwn(x.X, seen, depth+1)
	case *ast.Ident:
		v := p.variable(x)
		if v == nil || v.IsField() {
			return false
		}
		own := false
		for _, d := range p.Code.Defs(v) {
			if d.Kind == code.Zero {
				continue
			}
			call, ok := ast.Unparen(d.Value).(*ast.CallExpr)
			if !ok || d.Kind != code.Assigned && d.Kind != code.Addressed {
				return false
			}
			if f, _ := p.callee(call); d.Kind == code.Addressed && (f == nil || !f.Has(winapi.Token)) {
				continue // given to something else
			}
			if !p.madeOfOwn(call, seen, depth+1) {
				return false
			}
			own = true
		}
		return own
	}
	return false
}

// yieldsOwn reports whether a call gives the token of the process: it opens that of the process itself, or makes a new
// one of it.
func (p *Package) yieldsOwn(c *ast.CallExpr, seen been, depth int) bool {
	f, offset := p.callee(c)
	if f == nil {
		return p.returnsOwn(c, seen, depth)
	}
	role := func(r winapi.Role) ast.Expr { return p.roleOf(c, f, offset, r) }
	switch f.Kind(winapi.Token) {
	case "own":
		return true
	case "process":
		x := role("process")
		if x == nil {
			return true // OpenCurrentProcessToken
		}
		return p.self(x, depth+1)
	case "duplicate":
		x := role("token")
		return x != nil && p.madeOfOwn(x, seen, depth+1)
	}
	if x := role("token"); x != nil && f.Has(winapi.QueryToken) {
		return p.madeOfOwn(x, seen, depth+1) // the linked token
	}
	return false
}

// returnsOwn reports whether a function of the package gives the token of the process, wherever it gives one.
func (p *Package) returnsOwn(c *ast.CallExpr, seen been, depth int) bool {
	fn := code.StaticCallee(p.Code.Info, c)
	if fn == nil {
		return false
	}
	f := p.Code.FuncOf(fn)
	if f == nil {
		return false
	}
	own := false
	for _, r := range f.Returns {
		if len(r.Results) == 0 {
			return false
		}
		if v := p.Code.Info.Types[r.Results[0]].Value; v != nil || p.isNil(r.Results[0]) {
			continue // none
		}
		if !p.madeOfOwn(r.Results[0], seen, depth+1) {
			return false
		}
		own = true
	}
	return own
}

// self reports whether x is the handle of the process itself.
func (p *Package) self(x ast.Expr, depth int) bool {
	if depth > names.MaxDepth {
		return false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		f, _ := p.callee(x)
		if f == nil && len(x.Args) == 1 {
			return p.self(x.Args[0], depth+1)
		}
		return f != nil && f.Kind(winapi.Token) == "self"
	case *ast.Ident:
		v := p.variable(x)
		if v == nil || v.IsField() {
			return false
		}
		defs := p.Code.Defs(v)
		return len(defs) == 1 && defs[0].Value != nil && p.self(defs[0].Value, depth+1)
	}
	n, ok := p.Eval(x).Int()
	return ok && int32(n) == -1
}
