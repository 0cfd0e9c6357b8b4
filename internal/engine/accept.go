package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// InTest reports whether the site stands in a test file.
func (s *Site) InTest() bool {
	return strings.HasSuffix(s.pkg.Code.Fset.PositionFor(s.Node.Pos(), false).Filename, "_test.go")
}

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

// leadsTo reports whether the site is the call of a function that leads to o.
func (s *Site) leadsTo(o *Site) bool {
	for ; s != nil; s = s.inner {
		if s == o {
			return true
		}
		if s.inner == nil && s.remote != nil {
			home, _ := s.remote.Home().(*Site)
			return home != nil && home.leadsTo(o)
		}
	}
	return false
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
	outer := func(f *code.Func) *code.Func {
		for f.Parent != nil && f.Parent.Node != nil {
			f = f.Parent
		}
		return f
	}
	return slices.ContainsFunc(s.pkg.sites, func(t *Site) bool {
		return t.Fact != nil && (t.Fact.Has(winapi.Dial) || t.Fact.Has(winapi.DialPipe)) && outer(t.In) == outer(s.In)
	})
}

// SameHost reports whether the value in a role is the address or name of a remote computer, without its port, and nothing
// else.
func (s *Site) SameHost(role winapi.Role) bool {
	return slices.ContainsFunc(s.values[role], func(t names.Text) bool {
		found := false
		for _, seg := range t {
			switch seg.Kind {
			case names.Address:
				if found = !seg.Port && seg.Text != names.Origin; !found {
					return false
				}
			case names.Known, names.Nil:
			default:
				return false
			}
		}
		return found
	})
}

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

// Pkg returns the package in which the loop stands.
func (v Service) Pkg() *Package { return v.pkg }

// Rest returns the statements of the accept loop from the one that waits to the last, which a goroutine of their own can
// run instead; nil if it cannot.
func (v Service) Rest() []ast.Stmt {
	if v.Queue.IsValid() || !v.Loop || v.at == nil || v.conn == nil {
		return nil
	}
	p := v.pkg
	var list []ast.Stmt
	var inner ast.Node
	var loop *ast.ForStmt
	for _, n := range p.Code.Enclosing(v.at.Pos(), v.at.End()) {
		var stmts []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			stmts = n.List
		case *ast.CaseClause:
			stmts = n.Body
		case *ast.CommClause:
			stmts = n.Body
		case *ast.ForStmt:
			if n.Pos() <= v.call.Pos() && v.call.End() <= n.End() {
				loop = n
			}
		case *ast.FuncLit, *ast.FuncDecl:
			return nil
		}
		if loop != nil {
			break
		}
		if i := slices.IndexFunc(stmts, func(s ast.Stmt) bool { return s == inner }); i >= 0 && (list == nil || within(stmts, v.call)) {
			list = stmts[i:]
		}
		inner = n
	}
	if loop == nil || len(list) == 0 || v.conn.Pos() < loop.Pos() || within(list, v.call) {
		return nil
	}
	end := list[len(list)-1].End()
	for _, id := range p.Code.Uses(v.conn) {
		if id.Pos() >= end {
			return nil
		}
	}
	for _, s := range list {
		if !p.movable(s, loop) {
			return nil
		}
	}
	return list
}

func within(list []ast.Stmt, n ast.Node) bool {
	return slices.ContainsFunc(list, func(s ast.Stmt) bool { return s.Pos() <= n.Pos() && n.End() <= s.End() })
}

// movable reports whether s means the same in a function of its own: it does not leave the loop, and sets nothing that
// outlives a round.
func (p *Package) movable(s ast.Stmt, loop *ast.ForStmt) bool {
	ok := true
	outside := func(x ast.Expr) {
		if id, is := ast.Unparen(x).(*ast.Ident); is {
			if v, is := p.Code.Info.Uses[id].(*types.Var); is && v.Pos() < loop.Body.Pos() {
				ok = false
			}
		}
	}
	var look func(n ast.Node, loops int)
	look = func(n ast.Node, loops int) {
		ast.Inspect(n, func(m ast.Node) bool {
			if m == n {
				return true
			}
			switch m := m.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ReturnStmt, *ast.DeferStmt, *ast.LabeledStmt:
				ok = false
			case *ast.BranchStmt:
				ok = ok && loops > 0 && m.Label == nil && m.Tok != token.GOTO
			case *ast.AssignStmt:
				for _, x := range m.Lhs {
					outside(x)
				}
			case *ast.IncDecStmt:
				outside(m.X)
			case *ast.ForStmt, *ast.RangeStmt:
				look(m, loops+1)
				return false
			}
			return ok
		})
	}
	look(&ast.BlockStmt{List: []ast.Stmt{s}}, 0)
	return ok
}
