// Whether the code of a site runs, where, and by which calls.

package engine

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/summary"
)

// Contexts returns where the site's code can run.
func (s *Site) Contexts() contexts.Set {
	if s.pkg.solved == nil {
		return contexts.Open
	}
	set := s.proven
	if set == 0 {
		set = s.pkg.solved.At(s.In.ID, s.spot())
	}
	for _, t := range s.tests {
		if t.Value {
			set &^= contexts.Session
		} else {
			set &^= contexts.Service
		}
	}
	return set
}

// spot is what the solver asks of a site.
func (s *Site) spot() *summary.Site {
	return &summary.Site{Block: s.block, At: s.pkg.place(s.Node.Pos()), Steps: s.steps}
}

// Path returns how the site's code comes to run in the contexts of want, the entry point first, and then how the site
// leads to the catalogue's function.
func (s *Site) Path(want contexts.Set) []Step {
	var out []Step
	if s.pkg.solved != nil && want != 0 && s.proven == 0 {
		chain, why := s.pkg.solved.PathTo(s.In.ID, s.spot(), want)
		out = steps(chain)
		for i := range out {
			if i > 0 {
				out[i].Message = calls + out[i].Message
				continue
			}
			where := "can be reached by importers: "
			switch has := s.Contexts() & want; {
			case has.Has(contexts.Service):
				where = "runs in the service: "
			case has.Has(contexts.Session):
				where = "runs in the user's session: "
			}
			out[i].Message = where + out[i].Message + " (" + why + ")"
		}
	}
	return append(out, steps(s.steps)...)
}

// calls begins the message of a step from a function to one that it calls, or hands on.
const calls = "calls "

func steps(list []summary.Step) []Step {
	out := make([]Step, len(list))
	for i, s := range list {
		out[i] = Step{Pos: s.At.Pos(), Where: s.At.Where, Message: s.Message}
	}
	return out
}

// live reports whether something can run the site. What it leads to may be run by nobody: a variable that a caller fills is
// read where no call gets to.
func (p *Package) live(s *Site) bool {
	for p.solved != nil && s != nil {
		if !p.solved.Live(s.In.ID) {
			return false
		}
		next := s.inner
		if next == nil && s.remote != nil && p.whole {
			next, _ = s.remote.Home().(*Site)
		}
		s = next
	}
	return true
}

// Live reports whether something can run f.
func (p *Package) Live(f *code.Func) bool { return p.solved == nil || p.solved.Live(f.ID) }

// dead reports whether the code at pos certainly does not run: it belongs to another system.
func (p *Package) dead(f *code.Func, pos token.Pos) bool {
	for ; f != nil; f = f.Parent {
		if g := f.Graph(); g != nil && g.Dead(pos) {
			return true
		}
		if f.Node == nil {
			return false
		}
		pos = f.Node.Pos()
	}
	return false
}

// block returns the basic block of f that pos runs in; 0 where that cannot be told.
func (p *Package) block(f *code.Func, pos token.Pos) int {
	if g := f.Graph(); g != nil {
		return max(g.Block(pos), 0)
	}
	return 0
}

// decided reports whether a condition other than a test of an error decides if the code at pos runs.
func (p *Package) decided(f *code.Func, pos token.Pos) bool {
	g := f.Graph()
	if g == nil {
		return false
	}
	for _, c := range g.Conds(max(g.Block(pos), 0)) {
		if b, ok := c.Expr.(*ast.BinaryExpr); ok && (p.isNil(b.X) || p.isNil(b.Y)) {
			continue
		}
		return true
	}
	return false
}

// Decided reports whether something other than an error decides if the code of x runs.
func (p *Package) Decided(x ast.Expr) bool { return p.decided(p.Code.Enclosed(x.Pos()), x.Pos()) }

// InTest reports whether the site stands in a test file.
func (s *Site) InTest() bool {
	return strings.HasSuffix(s.pkg.Code.Fset.PositionFor(s.Node.Pos(), false).Filename, "_test.go")
}

// InMain reports whether the site, or the catalogue's call that it leads to, stands in the main function itself.
func (s *Site) InMain() bool {
	s, _ = s.made()
	return isMain(s.In)
}

func isMain(f *code.Func) bool {
	return f.Obj != nil && f.Obj.Name() == "main" && f.Obj.Pkg().Name() == "main" && f.Parent == nil
}

// Known reports whether all calls of the function that accepts are seen, so that what is no loop here is none.
func (s *Site) Known() bool {
	f := s.In
	switch {
	case f.Obj == nil:
		return f.Called
	case isMain(f):
		return true
	}
	return len(s.pkg.callersOf(f.ID)) > 0 && len(s.pkg.callers[f.ID]) == len(s.pkg.Code.Uses(f.Obj))
}
