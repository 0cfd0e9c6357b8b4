package engine

import (
	"go/ast"
	"go/token"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// impersonates reports whether the thread has taken a user's identity where the site runs: in the function around it, in
// one that calls the literal around it, or in all its callers.
func (s *Site) impersonates() bool { return s.pkg.impersonated(s.In, s.Node.Pos(), 0) }

func (p *Package) impersonated(f *code.Func, pos token.Pos, depth int) bool {
	if depth > 4 || f.Body == nil {
		return false
	}
	if on, known := p.begun(f, pos); known {
		return on
	}
	if lit, ok := f.Node.(*ast.FuncLit); ok {
		// as(token, func() { ... })
		if c, ok := p.parent(lit).(*ast.CallExpr); ok {
			if p.Code.Statement(c) == token.GO {
				return false // another thread
			}
			if fn := code.StaticCallee(p.Code.Info, c); fn != nil {
				for _, q := range append([]*Package{p}, p.everywhere...) {
					if g := q.Code.FuncOf(fn); g != nil && q.changes(g, "begin") {
						return true
					}
				}
			}
		}
		return f.Parent != nil && p.impersonated(f.Parent, lit.Pos(), depth+1)
	}
	list := p.callers[f.ID]
	for _, c := range list {
		if p.Code.Statement(c.call) == token.GO || !p.impersonated(c.in, c.call.Pos(), depth+1) {
			return false
		}
	}
	if f.Obj != nil && f.Obj.Exported() {
		for _, q := range p.everywhere {
			if q == p {
				continue
			}
			for _, c := range q.callers[f.ID] {
				list = append(list, c)
				if !q.impersonated(c.in, c.call.Pos(), depth+1) {
					return false
				}
			}
		}
	}
	return len(list) > 0
}

// begun reports whether f has begun to impersonate before pos and not ended it; it is known where f does either.
func (p *Package) begun(f *code.Func, pos token.Pos) (on, known bool) {
	g := f.Graph()
	if g == nil {
		return false, false
	}
	at := max(g.Block(pos), 0)
	for _, c := range f.Calls {
		if c.Pos() >= pos {
			break
		}
		kind := p.impersonation(c)
		if kind == "" || p.Code.Statement(c) == token.DEFER || !g.Dominates(p.block(f, c.Pos()), at) {
			continue
		}
		on, known = kind == "begin", true
	}
	return on, known
}

// impersonation returns what a call does to the identity of its thread, itself or through a function of the packages.
func (p *Package) impersonation(c *ast.CallExpr) string {
	if f, _ := p.callee(c); f != nil {
		return f.Kind(winapi.Impersonate)
	}
	if fn := code.StaticCallee(p.Code.Info, c); fn != nil {
		if g := p.Code.FuncOf(fn); g != nil {
			begins, ends := p.changes(g, "begin"), p.changes(g, "end")
			switch {
			case begins && !ends:
				return "begin"
			case ends && !begins:
				return "end"
			}
		}
	}
	return ""
}

// changes reports whether f itself begins or ends to impersonate.
func (p *Package) changes(f *code.Func, kind string) bool {
	for _, c := range f.Calls {
		if fact, _ := p.callee(c); fact != nil && fact.Kind(winapi.Impersonate) == kind {
			return true
		}
	}
	return false
}

// ownToken reports whether a token is the process's own, or made of it.
func (p *Package) ownToken(x ast.Expr, depth int) bool {
	if depth > names.MaxDepth {
		return false
	}
	x = ast.Unparen(x)
	switch x := x.(type) {
	case *ast.CallExpr:
		if p.Code.Info.Types[x.Fun].IsType() && len(x.Args) == 1 {
			return p.ownToken(x.Args[0], depth+1)
		}
		return p.yieldsOwn(x, depth)
	case *ast.UnaryExpr:
		return p.ownToken(x.X, depth+1)
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
			if !p.ownToken(call, depth+1) {
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
func (p *Package) yieldsOwn(c *ast.CallExpr, depth int) bool {
	f, offset := p.callee(c)
	if f == nil {
		return p.returnsOwn(c, depth)
	}
	role := func(r winapi.Role) ast.Expr {
		i, ok := f.Roles[r]
		if !ok {
			return nil
		}
		if i >= 0 {
			i += offset
		}
		x, _ := p.eval.ArgumentExpr(c, i)
		return x
	}
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
		return x != nil && p.ownToken(x, depth+1)
	}
	if x := role("token"); x != nil && f.Has(winapi.QueryToken) {
		return p.ownToken(x, depth+1) // the linked token
	}
	return false
}

// returnsOwn reports whether a function of the package gives the token of the process, wherever it gives one.
func (p *Package) returnsOwn(c *ast.CallExpr, depth int) bool {
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
		if !p.ownToken(r.Results[0], depth+1) {
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

// callee returns the catalogue's fact about what a call means, and how far its arguments are shifted.
func (p *Package) callee(c *ast.CallExpr) (*winapi.Func, int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.eval.Callee(c)
}
