package engine

import (
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// PidFile returns the path at which the site keeps the process's own id in the user's profile, if the program reads it there
// to find the process again: which of the user's sessions it belongs to, the file does not say.
func (s *Site) PidFile() (t names.Text, ok bool) {
	role, _, writes := s.keepsFile()
	path := s.values[role]
	if !writes || s.Pending() || len(path) != 1 || !InProfile(path[0]) {
		return nil, false
	}
	if !slices.ContainsFunc(s.values["data"], func(t names.Text) bool {
		return slices.ContainsFunc(t, func(seg names.Segment) bool { return seg.Kind == names.Process && seg.Text == names.Own })
	}) {
		return nil, false
	}
	name := lastKnown(path[0])
	return path[0], name != "" && slices.ContainsFunc(s.pkg.everywhere, func(q *Package) bool { return q.findsBy(name) })
}

// findsBy reports whether a function of the package reads a file with a name and looks for a process, or ends one.
func (p *Package) findsBy(name string) bool {
	for _, f := range p.Code.Funcs {
		reads, finds := false, false
		for _, c := range f.Calls {
			fact, _ := p.callee(c)
			if fact == nil {
				continue
			}
			finds = finds || fact.Has(winapi.FindProcess) || fact.Has(winapi.EndProcess)
			if fact.Is[winapi.OpenFile] != "read" {
				continue
			}
			if x, _ := p.eval.ArgumentExpr(c, fact.Roles["name"]); x != nil {
				reads = reads || slices.ContainsFunc(p.Eval(x), func(t names.Text) bool { return lastKnown(t) == name })
			}
		}
		if reads && finds {
			return true
		}
	}
	return false
}

// lastKnown returns the last element of a path, if it is known.
func lastKnown(t names.Text) string {
	if len(t) == 0 || t[len(t)-1].Kind != names.Known {
		return ""
	}
	text := t[len(t)-1].Text
	return text[strings.LastIndexAny(text, `\/`)+1:]
}
