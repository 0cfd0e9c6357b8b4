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
	found := &origins{seen: been{}}
	if !found.from(s.pkg, x, 0) {
		return nil
	}
	var out []*Site
	for _, o := range found.sites {
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
type origins struct {
	sites []*Site
	seen  been
}

// from adds the sites that make x, and reports whether they all are known. If not, the search is over.
func (o *origins) from(p *Package, x ast.Expr, depth int) bool {
	if depth > names.MaxDepth {
		return false
	}
	if o.seen.again(x, depth) {
		return true
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.TypeAssertExpr:
		return o.from(p, x.X, depth+1)
	case *ast.UnaryExpr:
		return o.from(p, x.X, depth+1)
	case *ast.CallExpr:
		return o.yielded(p, x, depth)
	case *ast.Ident, *ast.SelectorExpr:
		v := p.variable(x)
		if v == nil || v.Pkg() != p.Code.Types {
			return false
		}
		defs := p.Code.Defs(v)
		if !v.IsField() && v.Parent() != p.Code.Types.Scope() {
			defs = p.Code.Reaching(v, x.Pos())
		}
		some := false
		for _, d := range defs {
			if d.Kind == code.Zero || d.Kind == code.Assigned && p.Code.Info.Types[d.Value].IsNil() {
				continue
			}
			if !o.given(p, d, depth) {
				return false
			}
			some = true
		}
		return some
	}
	return false
}

// yielded adds the sites that make what a call yields.
func (o *origins) yielded(p *Package, c *ast.CallExpr, depth int) bool {
	if p.Code.Info.Types[c.Fun].IsType() {
		return o.from(p, c.Args[0], depth+1)
	}
	for _, s := range p.sites {
		switch {
		case s.Node != c || s.Fact == nil:
		case s.Fact.Is[winapi.Listen] == "wrap":
			if !s.Derived() {
				return o.from(p, s.exprs["listener"], depth+1)
			}
		case s.Fact.Has(winapi.Listen), s.Fact.Has(winapi.CreatePipe):
			if !slices.Contains(o.sites, s) {
				o.sites = append(o.sites, s)
			}
			return true
		}
	}
	q, g := p.target(c)
	if g == nil {
		return false
	}
	some := false
	for _, r := range g.Returns {
		if len(r.Results) == 0 || q.Code.Info.Types[r.Results[0]].IsNil() {
			continue
		}
		if !o.from(q, r.Results[0], depth+1) {
			return false
		}
		some = true
	}
	return some
}

// given adds the sites that make what a variable is given.
func (o *origins) given(p *Package, d *code.Def, depth int) bool {
	switch d.Kind {
	case code.Assigned:
		return d.Index <= 0 && o.from(p, d.Value, depth+1)
	case code.Given:
		callers := p.callersOf(d.Func.ID)
		for _, c := range callers {
			x, spread := c.pkg.eval.ArgumentExpr(c.call, d.Index)
			if x == nil || spread || !o.from(c.pkg, x, depth+1) {
				return false
			}
		}
		return len(callers) > 0
	}
	return false
}

// Dials reports whether the function that the site stands in, or one of the literals in it, dials as well: both ends of the
// connection may be its own.
func (s *Site) Dials() bool {
	return slices.ContainsFunc(s.pkg.sites, func(t *Site) bool {
		return t.Fact != nil && (t.Fact.Has(winapi.Dial) || t.Fact.Has(winapi.DialPipe)) && rootOf(t.In) == rootOf(s.In)
	})
}
