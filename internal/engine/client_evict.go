// Whether a client is made to leave for another with the same key.

package engine

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"

	"github.com/rdslint/rdslint/internal/winapi"
)

// ending finds the names of what makes a connection end.
var ending = regexp.MustCompile(`(?i)^(force)?(close|kick|disconnect|shutdown|stop|cancel|quit|terminate|logout|exit|done|kill|abort)`)

// Evicts returns the place at which the client that a map holds under the site's key is made to leave for the one that is
// stored there instead; nil if there is none. The site is where it is looked up, or a call that leads there.
func (s *Site) Evicts() ast.Node {
	if s.Subject() != Client || s.Fact.Is[winapi.Keyed] != "load" {
		return nil
	}
	if s = s.home(); s == nil {
		return nil
	}
	p, x := s.pkg, s.Node
	var old *types.Var
	if as, ok := p.parent(x).(*ast.AssignStmt); ok {
		old = p.variable(as.Lhs[0])
	}
	if old == nil || s.In.Body == nil {
		return nil
	}
	var found ast.Node
	of := func(x ast.Expr) bool {
		for {
			switch y := ast.Unparen(x).(type) {
			case *ast.SelectorExpr:
				x = y.X
				continue
			case *ast.TypeAssertExpr:
				x = y.X
				continue
			case *ast.Ident:
				v := p.variable(y)
				return v != nil && v == old
			}
			return false
		}
	}
	ast.Inspect(s.In.Body, func(n ast.Node) bool {
		if found != nil || n == nil || n.End() <= x.End() {
			return false
		}
		switch n := n.(type) {
		case *ast.SendStmt:
			if sel, ok := n.Chan.(*ast.SelectorExpr); ok && of(sel) && ending.MatchString(sel.Sel.Name) {
				found = n
			}
		case *ast.CallExpr:
			switch fun := ast.Unparen(n.Fun).(type) {
			case *ast.SelectorExpr:
				if of(fun.X) && ending.MatchString(fun.Sel.Name) {
					found = n
				}
			case *ast.Ident:
				if b, ok := p.Code.Info.Uses[fun].(*types.Builtin); ok && b.Name() == "close" && of(n.Args[0]) {
					found = n
				}
			}
		}
		return true
	})
	if found == nil || !p.replaces(s) {
		return nil
	}
	return found
}

// replaces reports whether the function that looks something up at s stores another in its place.
func (p *Package) replaces(s *Site) bool {
	store := func(t *Site) types.Object {
		switch n := t.Node.(type) {
		case *ast.IndexExpr:
			if v := p.variable(n.X); v != nil {
				return v
			}
		case *ast.CallExpr:
			if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok {
				if v := p.variable(sel.X); v != nil {
					return v
				}
			}
		}
		return nil
	}
	m := store(s)
	return m != nil && slices.ContainsFunc(p.sites, func(t *Site) bool {
		return t.In == s.In && !t.Derived() && t.Fact != nil && t.Fact.Is[winapi.Keyed] == "store" && store(t) == m
	})
}
