// Lock files and process ids in the profile, which all sessions of a user share.

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
	l.Pos, l.End = s.NameAt(v[0])
	return l, true
}

// A FoundFile is a file in the user's profile by which a program finds a process again: which of the user's sessions that belongs
// to, the file does not say.
type FoundFile struct {
	Text names.Text
	// Chosen says that a setting can give another path.
	Chosen bool
}

// PidFile returns the file in which the site keeps the id of the process, or of one that it started, if the program reads it to
// find the process again.
func (s *Site) PidFile() (f FoundFile, ok bool) {
	if !slices.ContainsFunc(s.values["data"], func(t names.Text) bool {
		return slices.ContainsFunc(t, func(seg names.Segment) bool {
			return seg.Kind == names.Process && (seg.Text == names.Own || seg.Text == "")
		})
	}) {
		return f, false
	}
	return s.foundBy((*Package).findsProcess)
}

// PortFile returns the file in which the site keeps the port of a server, or its address, if the program reads it to connect to the
// server.
func (s *Site) PortFile() (f FoundFile, ok bool) {
	switch x := s.exprs["data"]; {
	case x == nil:
		return f, false
	case s.pkg.tellsAddress(x, map[*types.Var]bool{}):
		return s.foundBy(func(p *Package, f *code.Func) bool { return p.dials(f) || p.callsItself(f) })
	case namesPort(x):
		return s.foundBy((*Package).callsItself)
	}
	return f, false
}

// foundBy returns the file that the site writes, if it lies in the user's profile and a function that finds something reads one of
// that name.
func (s *Site) foundBy(finds func(*Package, *code.Func) bool) (f FoundFile, ok bool) {
	role, _, writes := s.keepsFile()
	if !writes || s.Pending() {
		return f, false
	}
	for _, t := range s.values[role] {
		switch {
		case InProfile(t):
			if f.Text == nil {
				f.Text = t
			}
		case len(t) > 0 && t[0].Kind == names.Config:
			f.Chosen = true
		case len(t) == 0 || t[0].Kind != names.Unknown:
			return FoundFile{}, false
		}
	}
	name := lastKnown(f.Text)
	return f, name != "" && slices.ContainsFunc(s.pkg.Everywhere(winapi.OpenFile), func(r *Site) bool { return r.reads(name, finds) })
}

// reads reports whether the site reads a file with a name, and what is read leads to something: in the function that reads it, or in
// one that has it read.
func (s *Site) reads(name string, finds func(*Package, *code.Func) bool) bool {
	if s.Fact.Is[winapi.OpenFile] != "read" || !slices.ContainsFunc(s.values["name"], func(t names.Text) bool { return lastKnown(t) == name }) {
		return false
	}
	r, ok := s.root().(*Site)
	return ok && (r.pkg.leads(r.In, finds) ||
		slices.ContainsFunc(r.pkg.callersUp(r.In.ID), func(c caller) bool { return c.pkg.leads(c.in, finds) }))
}

// leads reports whether f, or one that it calls in its package, finds something.
func (p *Package) leads(f *code.Func, finds func(*Package, *code.Func) bool) bool {
	return finds(p, f) || slices.ContainsFunc(f.Calls, func(c *ast.CallExpr) bool {
		fn := code.StaticCallee(p.Code.Info, c)
		if fn == nil {
			return false
		}
		g := p.Code.FuncOf(fn)
		return g != nil && finds(p, g)
	})
}

// findsProcess reports whether f looks for a process or ends one.
func (p *Package) findsProcess(f *code.Func) bool {
	return slices.ContainsFunc(f.Calls, func(c *ast.CallExpr) bool {
		fact, _ := p.callee(c)
		return fact != nil && (fact.Has(winapi.FindProcess) || fact.Has(winapi.EndProcess))
	})
}

// callsItself reports whether f puts an address of the machine itself together.
func (p *Package) callsItself(f *code.Func) bool {
	found := false
	if f.Body != nil {
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				found = found || ownAddress.MatchString(lit.Value)
			}
			return !found
		})
	}
	return found
}

// dials reports whether f connects to a server.
func (p *Package) dials(f *code.Func) bool {
	return slices.ContainsFunc(f.Calls, func(c *ast.CallExpr) bool {
		fact, _ := p.callee(c)
		return fact != nil && fact.Has(winapi.Dial)
	})
}

// tellsAddress reports whether x is made of the address that a listener has got. It looks at each variable once.
func (p *Package) tellsAddress(x ast.Expr, seen map[*types.Var]bool) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			t := p.Code.Info.TypeOf(n.X)
			found = found || n.Sel.Name == "Addr" && t != nil && hasMethod(t, "Accept")
		case *ast.Ident:
			v := p.variable(n)
			if v == nil || v.IsField() || seen[v] {
				break
			}
			seen[v] = true
			if defs := p.Code.Reaching(v, n.Pos()); len(defs) == 1 && defs[0].Kind == code.Assigned && defs[0].Value != nil {
				found = found || p.tellsAddress(defs[0].Value, seen)
			}
		}
		return !found
	})
	return found
}

// ownAddress matches the text of an address of the machine itself whose port, or all behind it, is still to come.
var ownAddress = regexp.MustCompile(`^["\x60](\w+://)?(127\.0\.0\.1|localhost|\[?::1\]?)(:%|:?["\x60]$)`)

// namesPort reports whether x is made of something that is named after a port.
func namesPort(x ast.Expr) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && hasWord(nameWords(id.Name), portWords)
		return !found
	})
	return found
}

var portWords = set("port")

// lastKnown returns the last element of a path, if it is known.
func lastKnown(t names.Text) string {
	if len(t) == 0 || t[len(t)-1].Kind != names.Known {
		return ""
	}
	text := t[len(t)-1].Text
	return text[strings.LastIndexAny(text, `\/`)+1:]
}
