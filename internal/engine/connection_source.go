// Where the listener comes from that a site accepts from.

package engine

import (
	"go/ast"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// Origins returns the sites that make what the site accepts from; nil if not all of them are known. Where a function around
// one takes the name from its callers, their calls are returned in its place.
func (s *Site) Origins() []*Site {
	x := s.exprs["listener"]
	if x == nil {
		x = s.exprs["pipe"]
	}
	if x == nil {
		return nil
	}
	found, ok := s.pkg.origins(x, 0)
	if !ok {
		return nil
	}
	var out []*Site
	for _, o := range found {
		if !o.followed {
			out = append(out, o)
			continue
		}
		for _, q := range s.pkg.all() {
			for _, t := range q.sites {
				if !t.followed && t.leadsTo(o) {
					out = append(out, t)
				}
			}
		}
	}
	return out
}

// origins finds where a listener comes from, through variables, fields, parameters and results.
func (p *Package) origins(x ast.Expr, depth int) (out []*Site, ok bool) {
	if depth > names.MaxDepth {
		return nil, false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.TypeAssertExpr:
		return p.origins(x.X, depth+1)
	case *ast.UnaryExpr:
		return p.origins(x.X, depth+1)
	case *ast.CallExpr:
		return p.listening(x, depth)
	case *ast.Ident, *ast.SelectorExpr:
		v := p.variable(x)
		if v == nil || v.Pkg() != p.Code.Types {
			return nil, false
		}
		defs := p.Code.Defs(v)
		if !v.IsField() && v.Parent() != p.Code.Types.Scope() {
			defs = p.Code.Reaching(v, x.Pos())
		}
		for _, d := range defs {
			got, ok := p.originOf(d, depth)
			if !ok {
				return nil, false
			}
			out = append(out, got...)
		}
		return out, len(out) > 0
	}
	return nil, false
}

// listening returns the sites that make what a call yields.
func (p *Package) listening(c *ast.CallExpr, depth int) (out []*Site, ok bool) {
	if p.Code.Info.Types[c.Fun].IsType() {
		return p.origins(c.Args[0], depth+1)
	}
	for _, s := range p.sites {
		switch {
		case s.Node != c || s.Fact == nil:
		case s.Fact.Is[winapi.Listen] == "wrap":
			if !s.Derived() {
				return p.origins(s.exprs["listener"], depth+1)
			}
		case s.Fact.Has(winapi.Listen), s.Fact.Has(winapi.CreatePipe):
			return []*Site{s}, true
		}
	}
	q, g := p.target(c)
	if g == nil {
		return nil, false
	}
	for _, r := range g.Returns {
		if len(r.Results) == 0 || q.Code.Info.Types[r.Results[0]].IsNil() {
			continue
		}
		got, ok := q.origins(r.Results[0], depth+1)
		if !ok {
			return nil, false
		}
		out = append(out, got...)
	}
	return out, len(out) > 0
}

// originOf returns the sites that make what a variable is given. It is ok and returns none where that is nothing.
func (p *Package) originOf(d *code.Def, depth int) (out []*Site, ok bool) {
	switch d.Kind {
	case code.Zero:
		return nil, true
	case code.Assigned:
		if p.Code.Info.Types[d.Value].IsNil() {
			return nil, true
		}
		if d.Index > 0 {
			return nil, false
		}
		return p.origins(d.Value, depth+1)
	case code.Given:
		callers := p.callersOf(d.Func.ID)
		for _, c := range callers {
			x, spread := c.pkg.eval.ArgumentExpr(c.call, d.Index)
			if x == nil || spread {
				return nil, false
			}
			got, ok := c.pkg.origins(x, depth+1)
			if !ok {
				return nil, false
			}
			out = append(out, got...)
		}
		return out, len(callers) > 0
	}
	return nil, false
}

// Dials reports whether the function that the site stands in, or one of the literals in it, dials as well: both ends of the
// connection may be its own.
func (s *Site) Dials() bool {
	return slices.ContainsFunc(s.pkg.sites, func(t *Site) bool {
		return t.Fact != nil && (t.Fact.Has(winapi.Dial) || t.Fact.Has(winapi.DialPipe)) && rootOf(t.In) == rootOf(s.In)
	})
}
