// Locks that keep a program single, and which programs hold them.

package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/outcomes"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Lock keeps a program from running a second time.
type Lock struct {
	Site  *Site
	Reach Reach
	What  string // mutex, event, window, lock file
}

// Locks returns the single-instance locks of all packages that are known whose reach is known, services' left out.
func (p *Package) Locks() []Lock {
	p.locking.Do(func() { p.locks = p.findLocks() })
	return p.locks
}

func (p *Package) findLocks() []Lock {
	var out []Lock
	add := func(s *Site, reach Reach, what string) {
		if reach != Private && s.Contexts() != contexts.Service && !s.Contexts().Has(contexts.Open) {
			out = append(out, Lock{s, reach, what})
		}
	}
	for _, s := range p.Everywhere(winapi.CreateObject, winapi.OpenObject, winapi.LibraryObject, winapi.FindWindow, winapi.LockFile) {
		kind, create := s.Kind(winapi.CreateObject)
		if !create {
			kind, _ = s.Kind(winapi.OpenObject)
		}
		switch {
		case s.Fact.Is[winapi.FindWindow] == "window":
			if s.Outcome == summary.OutcomeEnds {
				add(s, PerSession, "window") // it sees only the desktop of its own session
			}
		case s.Fact.Has(winapi.LockFile):
			if v := s.values["name"]; len(v) == 1 && s.tried() {
				add(s, ReachOf(v[0]), "lock file")
			}
		case s.Outcome != summary.OutcomeEnds:
		case s.Fact.Has(winapi.LibraryObject):
			for _, t := range s.values["name"] {
				add(s, objectReach(t), "mutex")
			}
		default:
			for _, t := range s.values["name"] {
				add(s, objectReach(t), kind)
			}
		}
	}
	return out
}

// tried reports whether the lock file that the site names is tried once, and the program ends if somebody has it.
func (s *Site) tried() bool {
	if s.Fact.Is[winapi.LockFile] == "single" {
		return s.Outcome == summary.OutcomeEnds
	}
	for _, t := range s.pkg.sites {
		if t.Fact == nil {
			continue
		}
		kind := t.Fact.Kind(winapi.LockFile)
		if (kind == "ends" || kind == "try" && t.Outcome == summary.OutcomeEnds) && s.pkg.madeBy(t.exprs["file"], s.Call()) {
			return true
		}
	}
	return false
}

// occupied returns what a call tells where somebody else has what it looks for, no kernel object: a server that answers, a
// window, a lock file. It is nil for other calls.
func (p *Package) occupied(s *Site, call *ast.CallExpr) []summary.Answer {
	tuple, _ := p.Code.Info.TypeOf(call).(*types.Tuple)
	_, dial := s.Fact.Is[winapi.Dial]
	switch {
	case dial || s.Fact.Is[winapi.FindWindow] == "window":
		switch {
		case p.dynamic(call) != "":
			return outcomes.RawOpen()
		case tuple == nil:
			return outcomes.Opened()[:1]
		}
		return outcomes.Opened()
	case (s.Fact.Is[winapi.LibraryObject] == "mutex" || s.Fact.Is[winapi.LockFile] == "single") && p.keeps(call):
		return []summary.Answer{{}, {Exists: "error", New: "nil"}}
	case s.Fact.Is[winapi.LockFile] == "try" && tuple == nil:
		return []summary.Answer{{Exists: "error", New: "nil"}}
	case s.Fact.Is[winapi.LockFile] == "try" && tuple.Len() == 2:
		return []summary.Answer{{Exists: "false", New: "true"}, {Exists: "nil", New: "nil"}}
	}
	return nil
}

// completeLibraryObject finds the name of the object that a library makes for the site, and the end of the program where the
// library brings that about.
func (p *Package) completeLibraryObject(s *Site) {
	kind, ok := s.Fact.Is[winapi.LibraryObject]
	if !ok {
		return
	}
	if x := s.exprs["info"]; x != nil {
		st, ok := p.Code.Info.TypeOf(x).Underlying().(*types.Struct)
		if !ok {
			return
		}
		for f := range st.Fields() {
			if kind, ok := p.fieldKind(f, p.Code.Info.TypeOf(x), winapi.LibraryObject); ok && kind == "name" {
				s.values["name"], s.exprs["name"] = p.member(x, f.Name())
			}
		}
	}
	s.values["name"] = names.Concat(s.values["prefix"], s.values["name"])
	if kind == "single" {
		s.Outcome = summary.OutcomeEnds
	}
}

// keeps reports whether what a call takes may be held for as long as the program runs: by main itself, or by somebody else than
// the function around the call.
func (p *Package) keeps(call *ast.CallExpr) bool {
	in := p.Code.Enclosed(call.Pos())
	assign, ok := p.parent(call).(*ast.AssignStmt)
	if isMain(in) || !ok {
		return true
	}
	v := p.variable(assign.Lhs[0])
	if v == nil || v.IsField() || v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
		return true
	}
	uses := p.Code.Uses(v)
	return len(uses) == 0 || slices.ContainsFunc(uses, func(id *ast.Ident) bool {
		_, method := p.parent(id).(*ast.SelectorExpr)
		return !method
	})
}

// madeBy reports whether x is what a call returned.
func (p *Package) madeBy(x ast.Expr, call *ast.CallExpr) bool {
	if x == nil {
		return false
	}
	v := p.variable(x)
	if v == nil {
		return ast.Unparen(x) == call
	}
	for _, d := range p.Code.Defs(v) {
		if d.Value != nil && ast.Unparen(d.Value) == call {
			return true
		}
	}
	return false
}

// Mismatch returns a lock that keeps the program of the site single within another reach than that of what the site
// serves; false if there is none, or another one agrees. What a program locks that shows itself says nothing of its other
// commands. What it serves only where a switch asks for it, as for debugging, is not what its instances meet at.
func (p *Package) Mismatch(s *Site, reach Reach) (l Lock, found bool) {
	for _, k := range p.Locks() {
		switch {
		case !p.Together(s, k.Site), k.Site.Contexts().Has(contexts.Session) && !s.Contexts().Has(contexts.Session):
		case k.Reach == reach:
			return k, false
		case !found:
			l, found = k, true
		}
	}
	return l, found && !s.switchedOn()
}

// switchedOn reports whether the site runs only where a switch is set that the user has.
func (s *Site) switchedOn() bool {
	at := s.Node
	for f := s.In; f != nil; f = f.Parent {
		if g := f.Graph(); g != nil {
			for _, c := range g.Conds(s.pkg.block(f, at.Pos())) {
				if c.Value && c.Tag == nil && isBool(s.pkg.Code.Info.TypeOf(c.Expr)) && s.pkg.isSwitch(c.Expr) {
					return true
				}
			}
		}
		at = f.Node
		if at == nil {
			break
		}
	}
	return false
}

// isSwitch reports whether x is a setting by itself, not a comparison with one.
func (p *Package) isSwitch(x ast.Expr) bool {
	switch ast.Unparen(x).(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr, *ast.CallExpr:
		return false
	}
	return p.isChoice(x)
}

// Together reports whether one program runs the code of both sites.
func (p *Package) Together(a, b *Site) bool {
	if p.solved == nil {
		return false
	}
	in := p.solved.Programs(b.In.ID)
	return slices.ContainsFunc(p.solved.Programs(a.In.ID), func(main string) bool { return slices.Contains(in, main) })
}
