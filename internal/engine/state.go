package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// What a service keeps of sessions from one request to the next.

// enumerates reports whether the package itself lists sessions, hears of them or takes a session's token: then what it
// keeps is looked at.
func (p *Package) enumerates() bool {
	for _, obj := range p.Code.Info.Uses {
		var f *winapi.Func
		switch obj := obj.(type) {
		case *types.Func:
			f = p.cat.Go(obj.Origin().FullName())
		case *types.Const:
			if obj.Pkg() != nil {
				f = p.cat.Go(obj.Pkg().Path() + "." + obj.Name())
			}
		}
		if f != nil && (f.Has(winapi.EnumerateSessions) || f.Has(winapi.NotifySession) || f.Has(winapi.UseSession) || f.Has(winapi.QueryToken)) {
			return true
		}
	}
	return slices.ContainsFunc(p.sites, func(s *Site) bool {
		return s.Fact != nil && (s.Fact.Has(winapi.EnumerateSessions) || s.Fact.Has(winapi.UseSession))
	})
}

// outlives reports whether a map lives longer than a request: it is a field or a variable of the package.
func (p *Package) outlives(m ast.Expr) bool {
	v := p.variable(m)
	return v != nil && (v.IsField() || v.Parent() == v.Pkg().Scope())
}

// perSession reports whether v is the id of each of the sessions, one after another, or of whoever comes first.
func perSession(v names.Values) bool {
	for _, t := range v {
		if len(t) == 1 && t[0].Kind == names.Session && t[0].Text != "" && t[0].Text != names.Own {
			return true
		}
	}
	return false
}

// perUser reports whether v is the name or SID of a user and nothing besides.
func perUser(v names.Values) bool {
	for _, t := range v {
		if len(t) > 0 && !slices.ContainsFunc(t, func(s names.Segment) bool { return s.Kind != names.User && s.Kind != names.Known }) && t.Has(names.User) {
			return true
		}
	}
	return false
}

// state records what is put into a map that outlives requests, under the id of a session or the name of a user.
func (k *keys) state(n ast.Node, m, key ast.Expr, elem types.Type) {
	if !k.enumerates || !k.outlives(m) {
		return
	}
	in := k.Code.Enclosed(n.Pos())
	v := k.eval.Eval(key)
	if !perSession(v) && (!perUser(v) || !k.isProcess(elem, 0)) || k.dead(in, n.Pos()) {
		return
	}
	s := k.site(in, n, language["session state"], 0)
	s.values["key"], s.exprs["key"] = v, key
	k.sites = append(k.sites, s)
}

// isProcess reports whether a value of type t stands for a process, or holds what does.
func (p *Package) isProcess(t types.Type, depth int) bool {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 2 {
		return false
	}
	for f := range s.Fields() {
		if fact := p.cat.Go(names.FieldName(f, t)); fact != nil && (fact.Has(winapi.ProcessField) || fact.Is[winapi.Source] == "pid") {
			return true
		}
		if p.isProcess(f.Type(), depth+1) {
			return true
		}
	}
	return false
}

// PerUser reports whether the state at the site is kept by user rather than by session.
func (s *Site) PerUser() bool { return !perSession(s.values["key"]) }

// PerSession returns the places where a service of the known packages keeps something of each session, or starts a helper in
// one without being asked.
func (p *Package) PerSession() []*Site {
	var out []*Site
	for _, s := range p.Everywhere(winapi.SessionState) {
		if s.Contexts().Has(contexts.Service) {
			out = append(out, s)
		}
	}
	for _, s := range p.Everywhere(winapi.UseSession) {
		if s.Fact.Is[winapi.UseSession] == "token" && perSession(s.values["session"]) && s.pkg.solved != nil && s.pkg.solved.Unasked(s.In.ID) {
			out = append(out, s)
		}
	}
	return out
}

// HearsSessions reports whether the program of the site is told of session changes otherwise than by its service's handler.
func (p *Package) HearsSessions(s *Site) bool {
	return slices.ContainsFunc(p.Everywhere(winapi.NotifySession), func(t *Site) bool {
		return t.Fact.Is[winapi.NotifySession] != "accept" && p.beside(s, t)
	})
}

// HandlesSessions reports whether the program of the site looks at the session changes that its service's handler is told.
func (p *Package) HandlesSessions(s *Site) bool {
	return slices.ContainsFunc(p.everywhere, func(q *Package) bool {
		for id, obj := range q.Code.Info.Uses {
			looks := false
			switch obj := obj.(type) {
			case *types.Const:
				f := q.constant(obj)
				looks = f != nil && f.Is[winapi.NotifySession] == "case"
			case *types.Var:
				looks = obj.IsField() && q.eventField(id, obj)
			}
			if looks && p.beside(s, &Site{In: q.Code.Enclosed(id.Pos()), pkg: q}) {
				return true
			}
		}
		return false
	})
}

// eventField reports whether id selects the part of a request that says what happened in which session.
func (p *Package) eventField(id *ast.Ident, f *types.Var) bool {
	sel, ok := p.parent(id).(*ast.SelectorExpr)
	if !ok || f.Pkg() == nil || !p.cat.Package(f.Pkg().Path()) {
		return false
	}
	kind, ok := p.fieldKind(f, p.Code.Info.TypeOf(sel.X), winapi.NotifySession)
	return ok && (kind == "event" || kind == "data")
}

// beside reports whether two sites stand in one program, or in one package.
func (p *Package) beside(a, b *Site) bool { return a.pkg == b.pkg || p.Together(a, b) }

func (p *Package) constant(c *types.Const) *winapi.Func {
	if c.Pkg() == nil {
		return nil
	}
	return p.cat.Go(c.Pkg().Path() + "." + c.Name())
}

// An Accepted is the set of controls that a service's handler says it accepts.
type Accepted struct {
	Expr     ast.Expr // where the set is written
	Sessions bool     // session changes are among them
}

// Accepted returns what the status at the site says that the service accepts; false if that is nothing, or not known.
func (s *Site) Accepted() (a Accepted, ok bool) {
	x := s.exprs["value"]
	if x == nil {
		return a, false
	}
	bit := s.pkg.Constant("SERVICE_ACCEPT_SESSIONCHANGE")
	a.Expr = s.pkg.declared(x)
	if v := s.pkg.Code.Info.Types[x].Value; v != nil {
		n, exact := constant.Int64Val(constant.ToInt(v))
		a.Sessions = n&bit != 0
		return a, exact && n != 0
	}
	a.Sessions = len(s.pkg.Bits(x, bit)) > 0
	return a, s.pkg.Code.Info.Types[a.Expr].Value != nil
}

// declared returns the expression that a constant, or a variable with one value, is declared with.
func (p *Package) declared(x ast.Expr) ast.Expr {
	for range names.MaxDepth {
		id, ok := ast.Unparen(x).(*ast.Ident)
		if !ok {
			return x
		}
		switch obj := p.Code.Info.Uses[id].(type) {
		case *types.Const:
			y := p.Code.Const(obj)
			if y == nil {
				return x
			}
			x = y
		case *types.Var:
			defs := p.Code.Reaching(obj, id.Pos())
			if obj.Parent() == p.Code.Types.Scope() {
				defs = p.Code.Defs(obj)
			}
			if len(defs) != 1 || defs[0].Kind != code.Assigned || defs[0].Index >= 0 {
				return x
			}
			x = defs[0].Value
		default:
			return x
		}
	}
	return x
}

// A Dispatch is the switch by which a service's handler tells the controls apart.
type Dispatch struct {
	Request string // how the handler names the request
	Package string // how the constants' package is named there, with a dot
	Margin  string // of its cases
	End     token.Pos
}

// Dispatch returns the switch over the controls in the function of the site, or in one of its literals.
func (s *Site) Dispatch() (d Dispatch, ok bool) {
	f := s.In
	for f.Parent != nil {
		f = f.Parent
	}
	if f.Body == nil {
		return d, false
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		sw, is := n.(*ast.SwitchStmt)
		if !is || ok || sw.Tag == nil {
			return !ok
		}
		sel, is := ast.Unparen(sw.Tag).(*ast.SelectorExpr)
		if !is {
			return true
		}
		v, is := s.pkg.Code.Info.Uses[sel.Sel].(*types.Var)
		if kind, has := s.pkg.fieldKind(v, s.pkg.Code.Info.TypeOf(sel.X), winapi.NotifySession); !is || !has || kind != "cmd" {
			return true
		}
		d.Request, _ = s.pkg.source(sel.X)
		for _, c := range sw.Body.List {
			for _, x := range c.(*ast.CaseClause).List {
				if y, is := ast.Unparen(x).(*ast.SelectorExpr); is {
					q, _ := s.pkg.source(y.X)
					d.Package = q + "."
				}
			}
		}
		d.End, ok = sw.Body.Rbrace, true
		d.Margin = strings.Repeat("\t", s.pkg.Code.Fset.PositionFor(d.End, false).Column-1)
		return false
	})
	return d, ok
}

// A Poll is a wait in a loop that lists the sessions again and again.
type Poll struct {
	Site *Site // the list
	Wait *ast.CallExpr
	In   *code.Func

	pkg *Package
}

// Polls returns the loops of the package that list the sessions whenever a time has passed.
func (p *Package) Polls() []Poll {
	lists := p.listers()
	if len(lists) == 0 {
		return nil
	}
	var out []Poll
	for _, f := range p.Code.Funcs {
		for _, c := range f.Calls {
			if p.Live(f) && f.Body != nil {
				if s := p.leadsTo(c, lists); s != nil {
					if w := p.wait(f, c); w != nil {
						out = append(out, Poll{s, w, f, p})
					}
				}
			}
		}
	}
	return out
}

// Live reports whether something can run f.
func (p *Package) Live(f *code.Func) bool { return p.solved == nil || p.solved.Live(f.ID) }

// maxPolled is how many calls lie between a loop and the list of sessions.
const maxPolled = 4

// listers returns the functions of all known packages that list sessions, by themselves or by what they call, with the
// site.
func (p *Package) listers() map[string]*Site {
	out := map[string]*Site{}
	var todo []string
	for _, s := range p.Everywhere(winapi.EnumerateSessions) {
		if !s.Derived() && out[s.In.ID] == nil {
			out[s.In.ID] = s
			todo = append(todo, s.In.ID)
		}
	}
	for range maxPolled {
		var next []string
		for _, id := range todo {
			for _, q := range p.everywhere {
				for _, c := range q.callers[id] {
					if out[c.in.ID] == nil {
						out[c.in.ID] = out[id]
						next = append(next, c.in.ID)
					}
				}
			}
		}
		todo = next
	}
	return out
}

// leadsTo returns the list of sessions that a call makes, or leads to.
func (p *Package) leadsTo(c *ast.CallExpr, lists map[string]*Site) *Site {
	for _, s := range lists {
		if s.Node == c {
			return s
		}
	}
	for _, id := range p.callees(c) {
		if s := lists[id]; s != nil {
			return s
		}
	}
	return nil
}

// wait returns the call that makes the innermost loop around c in f wait for a time: it sleeps there, or made the ticker
// that the loop receives from.
func (p *Package) wait(f *code.Func, c *ast.CallExpr) *ast.CallExpr {
	var loop ast.Node
	for _, n := range p.Code.Enclosing(c.Pos(), c.End()) {
		switch n.(type) {
		case *ast.ForStmt:
			loop = n
		case *ast.RangeStmt:
			loop = n
		case *ast.FuncLit, *ast.FuncDecl:
			return nil
		}
		if loop != nil {
			break
		}
	}
	if loop == nil {
		return nil
	}
	var ticker *ast.CallExpr
	for g := f; g != nil; g = g.Parent {
		for _, call := range g.Calls {
			fact, _ := p.eval.Callee(call)
			if fact == nil {
				continue
			}
			inside := loop.Pos() <= call.Pos() && call.Pos() < loop.End()
			switch {
			case inside && (fact.Has(winapi.Sleep) || fact.Has(winapi.Ticker)):
				if g == f && p.oneWay(f, call, c) {
					return call
				}
			case !inside && call.Pos() < loop.Pos() && fact.Is[winapi.Ticker] == "repeat" && p.receives(call, loop, f, c):
				ticker = call
			}
		}
	}
	return ticker
}

// receives reports whether a loop in f receives from the ticker that a call makes, before or after c.
func (p *Package) receives(call *ast.CallExpr, loop ast.Node, f *code.Func, c *ast.CallExpr) bool {
	found := false
	p.follow(call, func(x ast.Expr, parent ast.Node) bool {
		found = found || loop.Pos() <= x.Pos() && x.Pos() < loop.End() && p.oneWay(f, x, c)
		return !found
	})
	return found
}

// oneWay reports whether what runs at one of two places in f, a wait and a call, always runs where the other does. What a
// select statement waits for is only over in its clause.
func (p *Package) oneWay(f *code.Func, wait, call ast.Node) bool {
	g := f.Graph()
	if g == nil {
		return false
	}
	path := p.Code.Enclosing(wait.Pos(), wait.End())
	for i, n := range path {
		if clause, ok := n.(*ast.CommClause); ok && clause.Comm != nil && wait.End() <= clause.Comm.End() {
			sel := path[min(i+2, len(path)-1)]
			inside := sel.Pos() <= call.Pos() && call.Pos() < sel.End()
			return !inside || clause.Pos() <= call.Pos() && call.Pos() < clause.End()
		}
	}
	i, j := p.block(f, wait.Pos()), p.block(f, call.Pos())
	return g.Dominates(i, j) || g.Dominates(j, i)
}

// Runs reports whether the loop runs in a context.
func (l Poll) Runs(c contexts.Set) bool {
	s := &Site{Node: l.Wait, In: l.In, pkg: l.pkg, block: l.pkg.block(l.In, l.Wait.Pos())}
	return s.Contexts().Has(c)
}

// Hides reports whether the site starts a service by a library that accepts the controls itself and has no way to pass
// session changes on.
func (p *Package) Hides(s *Site) bool {
	switch s.Fact.Is[winapi.Entry] {
	case "service", "handler", "run":
	default:
		return false
	}
	for name, f := range p.cat.All {
		if f.Pkg == s.Fact.Pkg && f.Is[winapi.NotifySession] == "accept" && name != "" {
			return false
		}
	}
	return s.Fact.Pkg != ""
}

// FileOf returns the file around pos, or nil if it is no file of a known package.
func (p *Package) FileOf(pos token.Pos) *ast.File {
	if q := p.packageAt(pos); q != nil {
		return q.Code.File(pos)
	}
	return nil
}

// Overwrite returns the edits that put a constant in the place of the text in a role; nil if it is not written in the call.
func (p *Pass) Overwrite(s *Site, role winapi.Role, text string) []Edit {
	if s.Derived() {
		return nil
	}
	x := s.pkg.textExpr(s.Expr(role), 0)
	if x == nil {
		return nil
	}
	return []Edit{{Pos: x.Pos(), End: x.End(), New: strconv.Quote(text)}}
}
