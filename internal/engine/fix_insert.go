// Fixes that put an expression in the place of another, or behind it.

package engine

import (
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// AppendSession returns the edits that append the id of a session to the text in a role, where that text is written; nil
// if no variable in scope holds a session id there, or the text is not written in the site's package.
func (p *Pass) AppendSession(s *Site, role winapi.Role) []Edit {
	q := s.pkg
	x := q.textExpr(s.Expr(role), 0)
	if x == nil {
		return nil
	}
	id := q.inScope(x.Pos(), names.Session)
	format := q.importedAs(x.Pos(), "fmt")
	if id == "" || format == "" {
		return nil
	}
	plus := " + "
	if q.inList(x) {
		plus = "+"
	}
	return []Edit{{Pos: x.End(), End: x.End(), New: plus + format + `.Sprintf("-%d", ` + id + ")"}}
}

// FullAddress returns the edits that put the whole text of a remote address in the place of the key at s, of which bare
// was all that is left; nil if the connection is not at hand there, or something would be left unused.
func (p *Pass) FullAddress(s *Site, role winapi.Role, bare names.Segment) []Edit {
	for s.inner != nil {
		s = s.inner
	}
	x := s.Expr(role)
	pos, end := bare.Source()
	if x == nil || s.Derived() || !pos.IsValid() || bare.Digest || !isText(s.pkg.Code.Info.TypeOf(x)) {
		return nil
	}
	q := s.pkg
	path := q.Code.Enclosing(pos, end)
	if len(path) == 0 {
		return nil
	}
	source, ok := path[0].(ast.Expr)
	if !ok || !isAddr(q.Code.Info.TypeOf(source)) || !q.stillMeans(source, x.Pos()) || q.onlyFor(x) {
		return nil
	}
	text, err := q.source(source)
	if err != nil {
		return nil
	}
	return []Edit{{Pos: x.Pos(), End: x.End(), New: text + ".String()"}}
}

// source returns the source text of an expression that is short enough to be repeated.
func (p *Package) source(x ast.Expr) (string, error) {
	var b strings.Builder
	err := format.Node(&b, p.Code.Fset, x)
	return b.String(), err
}

// onlyFor reports whether a variable or an import in x serves as nothing but a key: without it it would be unused.
func (p *Package) onlyFor(x ast.Expr) bool {
	only := false
	ast.Inspect(x, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		obj := p.Code.Info.Uses[id]
		switch obj := obj.(type) {
		case *types.Var:
			if obj.IsField() || obj.Parent() == p.Code.Types.Scope() || p.isParameter(obj) {
				return true
			}
		case *types.PkgName:
		default:
			return true
		}
		file := p.Code.File(id.Pos())
		for _, use := range p.Code.Uses(obj) {
			if p.Code.File(use.Pos()) == file && !p.inKey(use.Pos()) && !p.assigned(use) {
				return true
			}
		}
		only = true
		return false
	})
	return only
}

// inKey reports whether pos lies in a key.
func (p *Package) inKey(pos token.Pos) bool {
	for _, s := range p.sites {
		if x := s.exprs["key"]; x != nil && !s.Derived() && x.Pos() <= pos && pos < x.End() {
			return true
		}
	}
	return false
}

// Overwrite returns the edits that put a constant in the place of the text in a role; nil if it is not written in the call.
func (p *Pass) Overwrite(s *Site, role winapi.Role, text string) []Edit {
	if s.Derived() {
		return nil
	}
	x := s.pkg.textExpr(s.Expr(role), 0)
	if x == nil {
		return nil
	}
	return []Edit{{Pos: x.Pos(), End: x.End(), New: strconv.Quote(text)}}
}

// Rewrite returns the edits that give the site another text in the role: in the literal, if it serves as nothing else, or
// where the site takes it; nil if neither is possible.
func (p *Pass) Rewrite(s *Site, role winapi.Role, text names.Text, with string) []Edit {
	if len(text) == 1 && !text[0].Derived {
		if edits := p.Respell(s, role, text, len(text[0].Text), with); edits != nil {
			return edits
		}
	}
	x := s.Expr(role)
	if s.Pending() || x == nil || len(s.Values(role)) != 1 || !isText(s.pkg.Code.Info.TypeOf(x)) {
		return nil
	}
	return []Edit{{Pos: x.Pos(), End: x.End(), New: strconv.Quote(with)}}
}
