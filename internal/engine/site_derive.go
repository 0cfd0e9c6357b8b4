// Wrappers: the site that a call is because the function hands its arguments on to one, here or in another package.

package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// root returns what the site is a wrapper of in the end: a site, or another package's.
func (s *Site) root() any {
	for s.inner != nil {
		s = s.inner
	}
	if s.remote == nil {
		return s
	}
	if home, ok := s.remote.Home().(*Site); ok {
		return home.root()
	}
	return s.remote
}

// home returns the site that s is a wrapper of in the end, in whatever package, or nil.
func (s *Site) home() *Site {
	home := s
	for home.inner != nil || home.remote != nil {
		if home.inner != nil {
			home = home.inner
			continue
		}
		next, ok := home.remote.Home().(*Site)
		if !ok {
			return nil // from a fact
		}
		home = next
	}
	return home
}

// below returns the site one call nearer to the test, in whatever package, or nil.
func (s *Site) below() *Site {
	if s.inner != nil {
		return s.inner
	}
	if s.remote != nil {
		if t, ok := s.remote.Home().(*Site); ok {
			return t
		}
	}
	return nil
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

// waitsFor returns the ids of the functions whose parameters the site's values name.
func (s *Site) waitsFor() []string {
	var ids []string
	look := func(v names.Values) {
		for _, t := range v {
			for _, seg := range t {
				if seg.Waits() && !slices.Contains(ids, seg.Func) {
					ids = append(ids, seg.Func)
				}
			}
		}
	}
	look(s.proc)
	if s.Fact == nil { // only the procedure's name makes it worth following
		return ids
	}
	for _, v := range s.values {
		look(v)
	}
	slices.Sort(ids)
	return ids
}

// waitsForField returns the full names of the fields that the site's values wait for.
func (s *Site) waitsForField() []string {
	var out []string
	for _, v := range s.values {
		for _, t := range v {
			for _, seg := range t {
				if seg.Kind == names.Field && !slices.Contains(out, seg.Func) {
					out = append(out, seg.Func)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// optional reports whether the site takes a field of what function id is given, and runs only if another field says so:
// open(Options{Native: true, Name: ...}) means by Name what Native says. Then it is not known what the caller's field is.
func (s *Site) optional(id string) bool {
	if s.inner != nil || s.In.ID != id {
		return false
	}
	g := s.In.Graph()
	if g == nil {
		return false
	}
	takes := false
	for _, v := range s.values {
		for _, t := range v {
			for _, seg := range t {
				takes = takes || seg.Kind == names.Param && seg.Func == id && seg.Path != ""
			}
		}
	}
	if !takes {
		return false
	}
	for _, c := range g.Conds(s.block) {
		sel, ok := ast.Unparen(c.Expr).(*ast.SelectorExpr)
		if !ok {
			continue
		}
		if x, ok := ast.Unparen(sel.X).(*ast.Ident); ok {
			if v, ok := s.pkg.Code.Info.Uses[x].(*types.Var); ok {
				if defs := s.pkg.Code.Defs(v); len(defs) == 1 && defs[0].Kind == code.Given {
					return true
				}
			}
		}
	}
	return false
}

// template returns the site as the callers of its function see it.
func (s *Site) template() *summary.Site {
	t := &summary.Site{
		Values: s.values, Block: s.block, At: s.pkg.place(s.Node.Pos()), Steps: s.steps, Outcome: s.Outcome, Told: s.told,
		Tests: s.tests,
	}
	if g := s.In.Graph(); g != nil {
		for _, c := range g.Conds(s.block) {
			if is, ok := s.pkg.eval.Test(c); ok {
				t.Tests = append(slices.Clip(t.Tests), summary.Guard{Kind: summary.IsService, Value: is})
			}
		}
	}
	t.From(s)
	if s.Fact != nil {
		t.Name = s.Fact.Name
	} else {
		t.Args = s.args
		t.Values = map[winapi.Role]names.Values{"proc": s.proc}
	}
	return t
}

// templateFor returns the site as the callers of function id see it, for whose arguments it waits. What another function
// than the site's own returns says nothing of the object.
func (s *Site) templateFor(id string) *summary.Site {
	t := s.template()
	if id != s.In.ID {
		t.Told, t.Block = nil, 0
	}
	return t
}

// derive returns the site that a call of the function id is, which waits for its arguments as t says; nil if the call
// says nothing new. inner is the site itself where it stands in this package.
func (p *Package) derive(in *code.Func, c *ast.CallExpr, id string, t *summary.Site, inner *Site) *Site {
	fill := func(v names.Values) names.Values { return p.eval.Fill(v, id, c) }
	s := p.newSite(in, c, nil)
	s.Outcome, s.inner = t.Outcome, inner
	var fact *winapi.Func
	if t.Name == "" {
		proc := fill(t.Values["proc"])
		name, ok := proc.Name()
		if !ok {
			if !proc.Open() {
				return nil
			}
			s.proc = proc
			for _, a := range t.Args {
				s.args = append(s.args, fill(a))
			}
		} else {
			if fact = p.cat.Win32(name); fact == nil {
				return nil
			}
			for role, i := range fact.Roles {
				if i >= 0 && i < len(t.Args) {
					s.values[role] = fill(t.Args[i])
					s.exprs[role] = p.argumentOf(c, id, t.Args[i])
				}
			}
			if fact.Has(winapi.StartProcess) {
				s.values[lineRole] = s.line()
			}
		}
	} else {
		fact = p.fact(t.Name)
		if fact == nil {
			return nil
		}
		for role, v := range t.Values {
			s.values[role] = fill(v)
			if role == "subject" {
				s.values[role] = p.subjectAt(in, c, id, v)
			}
			if x := p.argumentOf(c, id, v); x != nil {
				s.exprs[role] = x
				if role == "handler" {
					s.values[role] = p.handler(x, role)
				}
			}
		}
	}
	s.Fact, s.tests = fact, t.Tests
	if inner == nil {
		s.remote = t
		s.depth = len(t.Steps) + 1
	} else {
		s.depth = inner.depth + 1
		s.remote = inner.remote
	}
	s.steps = append([]summary.Step{{At: t.At, Message: "calls " + stepName(fact)}}, t.Steps...)
	if t.Outcome == summary.OutcomeReturned && len(t.Told) > 0 {
		p.judgeReturned(s, in, c, t.Told)
	}
	return s
}

func stepName(f *winapi.Func) string {
	if f == nil {
		return "the procedure"
	}
	return factName(f)
}

// argumentOf returns the argument of c with which v, a value in terms of the parameters of id, begins; nil if that is not
// the only one in it.
func (p *Package) argumentOf(c *ast.CallExpr, id string, v names.Values) ast.Expr {
	if len(v) != 1 || len(v[0]) == 0 || v[0][1:].Open() {
		return nil
	}
	seg := v[0][0]
	if seg.Kind != names.Param || seg.Func != id {
		return nil
	}
	return p.eval.ParamExpr(c, seg)
}

// fact finds the catalogue's entry by the name that a summary carries.
func (p *Package) fact(name string) *winapi.Func {
	if f, ok := language[name]; ok {
		return f
	}
	if f := p.cat.Win32(name); f != nil {
		return f
	}
	return p.cat.Go(name)
}

// imported adds the sites that a call of another package's function is, by that package's summary.
func (p *Package) imported(in *code.Func, c *ast.CallExpr) {
	fn := code.StaticCallee(p.Code.Info, c)
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == p.Code.Types {
		return
	}
	sum := p.world.summary(fn.Pkg().Path())
	if sum == nil {
		return
	}
	f := sum.Funcs[p.Code.FullName(fn)]
	if f == nil {
		return
	}
	for _, t := range f.Waits {
		if s := p.derive(in, c, f.ID, t, nil); s != nil && s.mayTell() {
			p.sites = append(p.sites, s)
		}
	}
	if !p.modular {
		return // what waits for nothing is reported where it stands
	}
	for _, t := range f.Sites {
		if s := p.derive(in, c, f.ID, t, nil); s != nil {
			s.closed = true
			p.sites = append(p.sites, s)
		}
	}
}
