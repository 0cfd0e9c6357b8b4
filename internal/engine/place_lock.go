// Lock files and process ids in the profile, which all sessions of a user share.

package engine

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Single is a lock file in the user's profile that keeps the program from running a second time.
type Single struct {
	Text     names.Text
	Pos, End token.Pos
}

// Single returns the lock file that the site names, if the program ends where somebody has it, and all sessions of a user
// share it.
func (s *Site) Single() (l Single, ok bool) {
	if !s.Fact.Has(winapi.LockFile) || s.Pending() || !s.tried() {
		return l, false
	}
	v := s.values["name"]
	if len(v) != 1 || !InProfile(v[0]) {
		return l, false
	}
	l.Text = v[0]
	l.Pos, l.End = s.TextAt(v[0])
	return l, true
}

// PidFile returns the path at which the site keeps the id of the process, or of one that it started, in the user's profile, if
// the program reads it there to find the process again: which of the user's sessions it belongs to, the file does not say.
func (s *Site) PidFile() (t names.Text, ok bool) {
	role, _, writes := s.keepsFile()
	t, ok = inProfile(s.values[role])
	if !writes || s.Pending() || !ok {
		return nil, false
	}
	if !slices.ContainsFunc(s.values["data"], func(t names.Text) bool {
		return slices.ContainsFunc(t, func(seg names.Segment) bool {
			return seg.Kind == names.Process && (seg.Text == names.Own || seg.Text == "")
		})
	}) {
		return nil, false
	}
	name := lastKnown(t)
	return t, name != "" && slices.ContainsFunc(s.pkg.Everywhere(winapi.OpenFile), func(r *Site) bool { return r.findsBy(name) })
}

// inProfile returns the one path of v that is known to lie in the user's profile; of others nothing is known.
func inProfile(v names.Values) (path names.Text, ok bool) {
	for _, t := range v {
		switch {
		case InProfile(t) && !ok:
			path, ok = t, true
		case len(t) == 0 || t[0].Kind != names.Unknown:
			return nil, false
		}
	}
	return path, ok
}

// findsBy reports whether the site reads a file with a name where a process is looked for or ended.
func (s *Site) findsBy(name string) bool {
	if s.Fact.Is[winapi.OpenFile] != "read" || !slices.ContainsFunc(s.values["name"], func(t names.Text) bool { return lastKnown(t) == name }) {
		return false
	}
	r, ok := s.root().(*Site)
	return ok && r.pkg.findsProcess(r.In, 0)
}

// findsProcess reports whether f looks for a process or ends one, or a function of the package that it calls does.
func (p *Package) findsProcess(f *code.Func, depth int) bool {
	return slices.ContainsFunc(f.Calls, func(c *ast.CallExpr) bool {
		if fact, _ := p.callee(c); fact != nil {
			return fact.Has(winapi.FindProcess) || fact.Has(winapi.EndProcess)
		}
		fn := code.StaticCallee(p.Code.Info, c)
		if fn == nil || depth > 0 {
			return false
		}
		g := p.Code.FuncOf(fn)
		return g != nil && p.findsProcess(g, depth+1)
	})
}

// lastKnown returns the last element of a path, if it is known.
func lastKnown(t names.Text) string {
	if len(t) == 0 || t[len(t)-1].Kind != names.Known {
		return ""
	}
	text := t[len(t)-1].Text
	return text[strings.LastIndexAny(text, `\/`)+1:]
}
