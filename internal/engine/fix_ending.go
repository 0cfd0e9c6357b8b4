// Fixes that continue a text for all who use it.

package engine

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// An Ending is where a text has to be continued so that all who use it get the longer one: the places, in one package
// and file, and a keyword const that has to become var.
type Ending struct {
	Pkg   *Package
	At    []token.Pos
	Const token.Pos
}

// Ending returns where the text that the sites have in the role can be continued; false if that is not in one file. The
// declaration is changed where it makes the text alone, else the sites.
func (p *Pass) Ending(role winapi.Role, text names.Text, sites []*Site) (Ending, bool) {
	if e, ok := p.declaredText(text); ok {
		return e, !slices.ContainsFunc(sites, func(s *Site) bool { return s.repeats(role, text) })
	}
	var e Ending
	for _, s := range sites {
		s.pkg.mu.Lock()
		x := s.pkg.textExpr(s.Expr(role), 0)
		s.pkg.mu.Unlock()
		if s.Pending() || x == nil || len(s.Values(role)) != 1 {
			return e, false
		}
		if e.Pkg != nil && (e.Pkg != s.pkg || s.pkg.Code.File(e.At[0]) != s.pkg.Code.File(x.End())) {
			return e, false
		}
		e.Pkg = s.pkg
		if !slices.Contains(e.At, x.End()) {
			e.At = append(e.At, x.End())
		}
	}
	return e, len(e.At) > 0
}

// repeats reports whether the site has the same text in the role from elsewhere: another declaration has it as well.
func (s *Site) repeats(role winapi.Role, text names.Text) bool {
	at, _ := text[len(text)-1].Literal()
	return slices.ContainsFunc(s.Values(role), func(t names.Text) bool {
		if len(t) == 0 || t.String() != text.String() {
			return false
		}
		pos, _ := t[len(t)-1].Literal()
		return pos != at
	})
}

// EndOf returns where the text that the site itself has in the role can be continued; false if it is written elsewhere, or is
// no text.
func (p *Pass) EndOf(s *Site, role winapi.Role) (Ending, bool) {
	x := s.Expr(role)
	if x == nil || s.Pending() || !isText(s.pkg.Code.Info.TypeOf(x)) {
		return Ending{}, false
	}
	return Ending{Pkg: s.pkg, At: []token.Pos{x.End()}}, true
}

// InList reports whether what ends at pos stands in an argument list of several, where gofmt writes operators without
// spaces.
func (p *Package) InList(pos token.Pos) bool {
	for _, n := range p.Code.Enclosing(pos-1, pos) {
		switch n := n.(type) {
		case *ast.CallExpr:
			if len(n.Args) > 1 && n.Lparen < pos {
				return true
			}
		case ast.Stmt, *ast.FuncLit:
			return false
		}
	}
	return false
}

// declaredText returns the end of the literal that a constant or variable is declared with, if it is the whole text.
func (p *Pass) declaredText(text names.Text) (e Ending, ok bool) {
	if len(text) != 1 || text[0].Kind != names.Known || text[0].Derived {
		return e, false
	}
	pos, end := text[0].Literal()
	if !pos.IsValid() {
		return e, false
	}
	if e.Pkg = p.packageAt(pos); e.Pkg == nil {
		return e, false
	}
	lit := e.Pkg.literalAt(pos, end)
	if lit == nil {
		return e, false
	}
	e.At = []token.Pos{lit.End()}
	switch n := e.Pkg.parent(lit).(type) {
	case *ast.AssignStmt:
		return e, n.Tok == token.DEFINE && len(n.Rhs) == 1
	case *ast.ValueSpec:
		gen, _ := e.Pkg.parent(n).(*ast.GenDecl)
		if gen == nil || len(n.Values) != 1 {
			return e, false
		}
		if gen.Tok == token.CONST {
			e.Const = gen.Pos()
			return e, len(gen.Specs) == 1 && n.Type == nil
		}
		return e, true
	}
	return e, false
}
