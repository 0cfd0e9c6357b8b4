// Whether a thread has taken a user's identity.

package engine

import (
	"go/ast"
	"go/token"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// impersonates reports whether the thread has taken a user's identity where the site runs: in the function around it, in
// one that calls the literal around it, or in all its callers.
func (s *Site) impersonates() bool { return s.pkg.impersonated(s.In, s.Node.Pos(), been{}, 0) }

func (p *Package) impersonated(f *code.Func, pos token.Pos, seen been, depth int) bool {
	if depth > 4 || f.Body == nil {
		return false
	}
	if seen.again(pos, depth) {
		return true // or the search would be over
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
		return f.Parent != nil && p.impersonated(f.Parent, lit.Pos(), seen, depth+1)
	}
	list := p.callers[f.ID]
	for _, c := range list {
		if p.Code.Statement(c.call) == token.GO || !p.impersonated(c.in, c.call.Pos(), seen, depth+1) {
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
				if !q.impersonated(c.in, c.call.Pos(), seen, depth+1) {
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
