// Locks that keep a program single, and which programs hold them.

package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/contexts"
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
	for _, s := range p.Everywhere(winapi.CreateObject, winapi.OpenObject, winapi.FindWindow, winapi.LockFile) {
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
		case s.Outcome == summary.OutcomeEnds:
			for _, t := range s.values["name"] {
				add(s, objectReach(t), kind)
			}
		}
	}
	return out
}

// tried reports whether the lock file that the site names is tried once, and the program ends if somebody has it.
func (s *Site) tried() bool {
	for _, t := range s.pkg.sites {
		if t.Outcome == summary.OutcomeEnds && t.Fact.Is[winapi.LockFile] == "try" && s.pkg.madeBy(t.exprs["file"], s.Call()) {
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
	case s.Fact.Is[winapi.LockFile] == "try" && tuple == nil:
		return []summary.Answer{{Exists: "error", New: "nil"}}
	case s.Fact.Is[winapi.LockFile] == "try" && tuple.Len() == 2:
		return []summary.Answer{{Exists: "false", New: "true"}, {Exists: "nil", New: "nil"}}
	}
	return nil
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
// commands.
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
	return l, found
}

// Together reports whether one program runs the code of both sites.
func (p *Package) Together(a, b *Site) bool {
	if p.solved == nil {
		return false
	}
	in := p.solved.Programs(b.In.ID)
	return slices.ContainsFunc(p.solved.Programs(a.In.ID), func(main string) bool { return slices.Contains(in, main) })
}
