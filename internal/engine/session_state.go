// What a service keeps of sessions from one request to the next.

package engine

import (
	"go/ast"
	"go/types"
	"slices"

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
			f = p.eval.Fact(obj.Origin())
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
	if !perSession(v) && (!perUser(v) || !k.isProcess(elem, been{}, 0)) || k.dead(in, n.Pos()) {
		return
	}
	s := k.site(in, n, language["session state"], 0)
	s.values["key"], s.exprs["key"] = v, key
	k.sites = append(k.sites, s)
}

// isProcess reports whether a value of type t stands for a process, or holds what does.
func (p *Package) isProcess(t types.Type, seen been, depth int) bool {
	t = pointed(t)
	s, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 2 || seen.again(t, depth) {
		return false
	}
	for f := range s.Fields() {
		if fact := p.cat.Go(names.FieldName(f, t)); fact != nil && (fact.Has(winapi.ProcessField) || fact.Is[winapi.Source] == "pid") {
			return true
		}
		if p.isProcess(f.Type(), seen, depth+1) {
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
		if s.Fact.Is[winapi.UseSession] == "token" && perSession(s.values["session"]) && s.pkg.solved != nil && s.pkg.solved.Unasked(s.In.ID) && p.startsForOthers(s) {
			out = append(out, s)
		}
	}
	return out
}

// startsForOthers reports whether the program of the site starts a process with another token than its own. If not, a session's
// token is for something else, such as the directory of its user's profile.
func (p *Package) startsForOthers(s *Site) bool {
	return slices.ContainsFunc(p.Everywhere(winapi.StartProcess), func(start *Site) bool { return !start.Own() && p.Together(s, start) })
}
