// The comparisons that ask whether an address is the machine's own.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// loopback finds the texts that stand for the machine itself as the other end of a connection: whole addresses and the
// beginnings that a program looks for.
var loopback = regexp.MustCompile(`(?i)^(localhost|127\.[0-9.]*|\[?::1\]?)(:[0-9]*|/[0-9]+)?$`)

// peerTests adds a site for each comparison that asks whether an address is the machine's own: one with a loopback
// address, one with an address of an interface, and a test for such a prefix.
func (p *Package) peerTests() {
	for _, c := range p.factCalls {
		a, b := winapi.Role("a"), winapi.Role("b")
		switch {
		case c.fact.Has(winapi.TextTest):
			a, b = "text", "cutset"
		case !c.fact.Has(winapi.Equal):
			continue
		}
		x, _ := p.eval.ArgumentExpr(c.at, c.fact.Roles[a])
		y, _ := p.eval.ArgumentExpr(c.at, c.fact.Roles[b])
		if x != nil && y != nil {
			p.peerTest(c.at, x, y)
		}
	}
	p.comparisons(p.peerTest)
}

// comparisons calls look for each question in the package whether two values x and y are equal, and for where it stands. Most ask
// whether something is nil, which says nothing of values: they are left out.
func (p *Package) comparisons(look func(n ast.Node, x, y ast.Expr)) {
	compare := func(n ast.Node, x, y ast.Expr) {
		if !p.isNil(x) && !p.isNil(y) {
			look(n, x, y)
		}
	}
	for _, n := range p.Code.Nodes {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				compare(n, n.X, n.Y)
			}
		case *ast.SwitchStmt:
			if n.Tag == nil {
				break
			}
			for _, c := range n.Body.List {
				for _, x := range c.(*ast.CaseClause).List {
					compare(x, n.Tag, x)
				}
			}
		}
	}
}

// peerTest adds the site of a comparison of x and y at n, if one of them is the machine itself and the other may be the
// address of a peer.
func (p *Package) peerTest(n ast.Node, x, y ast.Expr) {
	if !holdsAddress(p.Code.Info.TypeOf(x)) && !isIP(p.Code.Info.TypeOf(x)) {
		return
	}
	if p.Code.Info.Types[x].Value != nil {
		x, y = y, x // a constant is no peer's address
	}
	if p.Code.Info.Types[x].Value != nil {
		return
	}
	kind := p.itself(y)
	if kind == "" && p.Code.Info.Types[y].Value == nil {
		kind, x = p.itself(x), y
	}
	if kind == "" {
		return
	}
	in := p.Code.Enclosed(n.Pos())
	v := p.eval.Eval(x)
	if !telling(v) || p.dead(in, n.Pos()) {
		return
	}
	s := p.site(in, n, language["comparison with "+kind], 0)
	s.values["addr"], s.exprs["addr"] = v, x
	p.sites = append(p.sites, s)
}

// itself returns by what x stands for the machine itself, "" if it does not.
func (p *Package) itself(x ast.Expr) string {
	if v := p.Code.Info.Types[x].Value; v == nil {
		switch ast.Unparen(x).(type) {
		case *ast.BasicLit, *ast.BinaryExpr, *ast.UnaryExpr:
			return ""
		}
		if p.own(x, been{}, 0) {
			return "own"
		}
	}
	if text, ok := p.eval.Eval(x).Known(); ok && loopback.MatchString(text) {
		return "loopback"
	}
	return ""
}

// own reports whether x is taken from the list of the addresses of the machine's interfaces.
func (p *Package) own(x ast.Expr, seen been, depth int) bool {
	if depth > names.MaxDepth {
		return false
	}
	if seen.again(x, depth) {
		return true // or the search would be over
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		v, ok := p.Code.Info.Uses[x].(*types.Var)
		if !ok || v.IsField() || v.Pkg() != p.Code.Types {
			return false
		}
		defs := p.Code.Reaching(v, x.Pos())
		return len(defs) > 0 && !slices.ContainsFunc(defs, func(d *code.Def) bool {
			return d.Kind != code.Assigned && d.Kind != code.Ranged || d.Value == nil || !p.own(d.Value, seen, depth+1)
		})
	case *ast.SelectorExpr:
		return p.Code.Info.Selections[x] != nil && p.own(x.X, seen, depth+1)
	case *ast.TypeAssertExpr:
		return p.own(x.X, seen, depth+1)
	case *ast.CallExpr:
		f, _ := p.eval.Callee(x)
		if f == nil {
			return false
		}
		if f.Is[winapi.HostIdentity] == "address" {
			return true
		}
		if i, ok := f.Roles["addr"]; ok && f.Has(winapi.Transform) {
			arg, _ := p.eval.ArgumentExpr(x, i)
			return arg != nil && p.own(arg, seen, depth+1)
		}
	}
	return false
}

// tested returns the address that a site asks about and whether it is a test of one.
func (s *Site) tested() (names.Values, bool) {
	if s.Fact == nil || !s.Fact.Has(winapi.TestAddress) {
		return nil, false
	}
	return s.values["addr"], true
}
