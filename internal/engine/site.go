// A site: a place that uses something of the catalogue, and what is known of its arguments.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Site is a place that uses something of the catalogue: a call that means one of its functions, however it is written,
// or the call of a wrapper of one.
type Site struct {
	// Fact is what is used.
	Fact *winapi.Func
	// Node is the call, or the expression where the use is no call.
	Node ast.Node
	// In is the function around it.
	In *code.Func
	// Outcome is what follows when a named object exists already.
	Outcome summary.Outcome

	told   []summary.Answer // for a wrapper whose caller decides
	pkg    *Package
	block  int
	values map[winapi.Role]names.Values
	exprs  map[winapi.Role]ast.Expr
	set    map[string][]ast.Expr // for a process, what its fields are given, by their kinds
	args   []names.Values        // while the procedure is not known
	proc   names.Values
	inner  *Site         // the site in this package that the call leads to, for the call of a wrapper
	remote *summary.Site // the same in another package
	closed bool          // remote waits for nothing: only the context is new here
	proven contexts.Set  // where it runs, if that is not where its function does
	// followed says that there are sites of callers for this one.
	followed bool
	steps    []summary.Step
	tests    []summary.Guard // that hold further down, where the catalogue's function is called
	depth    int
}

// Call returns the call that the site is, or nil.
func (s *Site) Call() *ast.CallExpr {
	call, _ := s.Node.(*ast.CallExpr)
	return call
}

// Pos returns where the site stands.
func (s *Site) Pos() token.Pos { return s.Node.Pos() }

// Pkg returns the package in which the site stands.
func (s *Site) Pkg() *Package { return s.pkg }

// Kind returns the kind that the site's fact has under a class, and whether it has the class.
func (s *Site) Kind(c winapi.Class) (string, bool) {
	if s.Fact == nil {
		return "", false
	}
	k, ok := s.Fact.Is[c]
	return k, ok
}

// Values returns what is known of the argument in a role; nil if the site has none.
func (s *Site) Values(r winapi.Role) names.Values { return s.values[r] }

// Int returns the number in a role, if it is certain.
func (s *Site) Int(r winapi.Role) (int64, bool) {
	if v, ok := s.values[r]; ok {
		return v.Int()
	}
	return 0, false
}

// Expr returns the expression that gives the role at this very place, or nil.
func (s *Site) Expr(r winapi.Role) ast.Expr { return s.exprs[r] }

// Name returns what the site uses as one writes it: MessageBoxEx, browser.OpenURL, dialog.MsgBuilder.YesNo.
func (s *Site) Name() string { return factName(s.Fact) }

func factName(f *winapi.Func) string {
	if f.Pkg == "" {
		if n := len(f.Name); n > 2 && (f.Name[n-1] == 'W' || f.Name[n-1] == 'A') && 'a' <= f.Name[n-2] && f.Name[n-2] <= 'z' {
			return f.Name[:n-1]
		}
		return f.Name
	}
	name := strings.TrimPrefix(strings.TrimLeft(f.Name, "(*"), f.Pkg)
	return lastElement(f.Pkg) + strings.ReplaceAll(name, ")", "")
}

// lastElement returns the last element of an import path that is no major version.
func lastElement(pkg string) string {
	base := path.Base(pkg)
	if dir := path.Dir(pkg); dir != "." && len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		return path.Base(dir)
	}
	return base
}

// Derived reports whether the site is the call of a wrapper, a function that holds the use itself, rather than that use.
func (s *Site) Derived() bool { return s.inner != nil || s.remote != nil }

// Followed reports whether callers are known that tell more of what the site waits for: they are judged in its place.
func (s *Site) Followed() bool { return s.followed }

// nearest returns the site of the call in this package that is nearest to the use.
func (s *Site) nearest() *Site {
	for s.inner != nil {
		s = s.inner
	}
	return s
}

// Repeats reports whether the values in the roles were known where the use itself stands, in another package: it has been
// judged there.
func (s *Site) Repeats(roles ...winapi.Role) bool {
	s = s.nearest()
	if s.remote == nil {
		return false
	}
	for _, r := range roles {
		if s.remote.Values[r].Open() {
			return false
		}
	}
	return true
}

// Settles reports whether what the site has in a role is known here and not nearer to the catalogue's function: the call of
// a wrapper that gives another argument says nothing new of this one.
func (s *Site) Settles(role winapi.Role) bool {
	below := s.Below()
	return !s.Values(role).Open() && (below == nil || below.Values(role).Open())
}

// Told reports whether what the site has in a role is known at a site nearer to the catalogue's function, which is judged as well: the
// call of a wrapper that gives other arguments says nothing new of this one.
func (s *Site) Told(role winapi.Role) bool {
	t := s.below()
	return t != nil && !t.Values(role).Open()
}

// Below returns the site one call nearer to the catalogue's function, nil for that call itself. In another package only
// its values are known.
func (s *Site) Below() *Site {
	switch {
	case s.inner != nil:
		return s.inner
	case s.remote != nil:
		return &Site{Fact: s.Fact, In: s.In, pkg: s.pkg, values: s.remote.Values}
	}
	return nil
}

// Crosses reports whether the site is a call of another package's function.
func (s *Site) Crosses() bool { return s.inner == nil && s.remote != nil }

// Remote reports whether the catalogue's function is called in another package.
func (s *Site) Remote() bool {
	for ; s != nil; s = s.inner {
		if s.remote != nil {
			return true
		}
	}
	return false
}

// Steps leads from the site to the catalogue's function, through wrappers.
func (s *Site) Steps() []summary.Step { return s.steps }

// Pending reports whether the site only repeats, for code that it settles the context of, what its callee's own package
// has judged already as far as it could.
func (s *Site) Pending() bool { return s.remote != nil && s.closed }

// Begun returns the known text with which the value in the role begins where the use itself stands, in another package; "" if
// nothing is known there, or more than one text.
func (s *Site) Begun(role winapi.Role) string {
	s = s.nearest()
	if s.remote == nil || len(s.remote.Values[role]) != 1 {
		return ""
	}
	begun := ""
	for _, seg := range s.remote.Values[role][0] {
		if seg.Kind != names.Known {
			break
		}
		begun += seg.Text
	}
	return begun
}

// Sink returns the innermost place that the site leads to and that is analysed together with it: the use itself rather
// than the call of the function that holds it.
func (s *Site) Sink() (pos, end token.Pos) {
	s = s.nearest()
	if s.remote != nil {
		for i := len(s.steps) - 1; i >= 0; i-- {
			at := s.steps[i].At.Pos()
			if q := s.pkg.packageAt(at); at.IsValid() && q != nil {
				if t := q.siteAt(at); t != nil {
					return t.Node.Pos(), t.Node.End()
				}
			}
		}
	}
	return s.Node.Pos(), s.Node.End()
}

// siteAt returns a site whose node begins at pos and that is no call of a wrapper, or nil.
func (p *Package) siteAt(pos token.Pos) *Site {
	for _, s := range p.sites {
		if s.Node.Pos() == pos && !s.Derived() {
			return s
		}
	}
	return nil
}

// TextAt returns where a text that the site has is written: its first part with a place; none where another package than
// the site's has judged it.
func (s *Site) TextAt(t names.Text) (pos, end token.Pos) {
	if s.Pending() {
		return token.NoPos, token.NoPos
	}
	for _, seg := range t {
		if pos, end = seg.Literal(); pos.IsValid() {
			return pos, end
		}
	}
	return token.NoPos, token.NoPos
}

// NameAt returns where the end of a path that the site has is written, the name of the file: its last part with a place.
func (s *Site) NameAt(t names.Text) (pos, end token.Pos) {
	if s.Pending() {
		return token.NoPos, token.NoPos
	}
	for _, seg := range slices.Backward(t) {
		if pos, end = seg.Literal(); pos.IsValid() {
			return pos, end
		}
	}
	return token.NoPos, token.NoPos
}

// Chosen reports whether a text that the site has in a role is only a default: of a setting, or what is used where nobody
// gives another. Told says of another value that it may differ between sessions.
func (s *Site) Chosen(role winapi.Role, told func(names.Text) bool) bool {
	for _, t := range s.values[role] {
		switch known, ok := t.Known(); {
		case ok && known == "", t.Null():
		case t.Has(names.Config, names.Param), t.Preset(), t.Has(names.Field) && s.pkg.setElsewhere(t), !t.Open() && told(t):
			return true
		}
	}
	return false
}

// setElsewhere reports whether other packages put something into a field of t.
func (p *Package) setElsewhere(t names.Text) bool {
	for _, seg := range t {
		if seg.Kind != names.Field {
			continue
		}
		for _, q := range p.everywhere {
			if q != p && slices.ContainsFunc(q.Code.Fields(), func(v *types.Var) bool {
				return v.Pkg() == p.Code.Types && strings.HasSuffix(seg.Func, "."+v.Name()) && len(q.Code.Defs(v)) > 0
			}) {
				return true
			}
		}
	}
	return false
}

// Statement returns the statement that is the call at the site and nothing else, or nil: then something becomes of its
// results. Results that are put into the blank identifier count for nothing.
func (s *Site) Statement() ast.Stmt {
	call := s.Call()
	if call == nil {
		return nil
	}
	switch n := s.pkg.parent(call).(type) {
	case *ast.ExprStmt:
		return n
	case *ast.AssignStmt:
		for _, x := range n.Lhs {
			if id, ok := x.(*ast.Ident); !ok || id.Name != "_" {
				return nil
			}
		}
		return n
	}
	return nil
}

// Alone is Statement, where a deferred call counts as well.
func (s *Site) Alone() ast.Stmt {
	if call := s.Call(); call != nil {
		if n, ok := s.pkg.parent(call).(*ast.DeferStmt); ok {
			return n
		}
	}
	return s.Statement()
}

// Used reports whether something becomes of the results of the call at the site.
func (s *Site) Used() bool {
	switch s.pkg.parent(s.Node).(type) {
	case *ast.GoStmt, *ast.DeferStmt:
		return false
	}
	return s.Statement() == nil
}
