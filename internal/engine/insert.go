package engine

import (
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
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
	format := q.imported1(x.Pos(), "fmt")
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

func isText(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.String
}

// isAddr reports whether t is the address that a connection tells, with its network and its text.
func isAddr(t types.Type) bool {
	if t == nil {
		return false
	}
	ms := types.NewMethodSet(t)
	return ms.Lookup(nil, "Network") != nil && ms.Lookup(nil, "String") != nil
}

// source returns the source text of an expression that is short enough to be repeated.
func (p *Package) source(x ast.Expr) (string, error) {
	var b strings.Builder
	err := format.Node(&b, p.Code.Fset, x)
	return b.String(), err
}

// stillMeans reports whether all names in x mean at pos what they mean where x stands, in the same function.
func (p *Package) stillMeans(x ast.Expr, pos token.Pos) bool {
	ok := true
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			obj := p.Code.Info.Uses[n]
			if v, isVar := obj.(*types.Var); isVar && !v.IsField() {
				there := p.lookup(pos, n.Name)
				ok = ok && there == obj
			}
		case *ast.FuncLit:
			ok = false
		}
		return ok
	})
	return ok
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

func (p *Package) isParameter(v *types.Var) bool {
	for _, d := range p.Code.Defs(v) {
		if d.Kind == code.Given {
			return true
		}
	}
	return false
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

// inScope returns the name of a number in scope at pos that is of a kind, the innermost; "" if there is none.
func (p *Package) inScope(pos token.Pos, kind names.Kind) string {
	file := p.Code.File(pos)
	if file == nil {
		return ""
	}
	scope := p.Code.Info.Scopes[file]
	if scope = scope.Innermost(pos); scope == nil {
		return ""
	}
	for ; scope != nil && scope != p.Code.Types.Scope() && scope != types.Universe; scope = scope.Parent() {
		for _, name := range scope.Names() {
			v, ok := scope.Lookup(name).(*types.Var)
			if !ok || v.Pos() >= pos || name == "_" {
				continue
			}
			if b, ok := v.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 {
				continue
			}
			if found := p.lookup(pos, name); found != v {
				continue // shadowed
			}
			if p.isKind(v, pos, kind) {
				return name
			}
		}
	}
	return ""
}

func (p *Package) isKind(v *types.Var, pos token.Pos, kind names.Kind) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	values := p.eval.Variable(v, pos)
	for _, t := range values {
		if len(t) != 1 || t[0].Kind != kind {
			return false
		}
	}
	return len(values) > 0
}

// lookup returns what a name means at pos.
func (p *Package) lookup(pos token.Pos, name string) types.Object {
	file := p.Code.File(pos)
	if file == nil {
		return nil
	}
	scope := p.Code.Info.Scopes[file].Innermost(pos)
	if scope == nil {
		return nil
	}
	_, obj := scope.LookupParent(name, pos)
	return obj
}

// imported1 returns the name by which the code at pos can call a package that its file imports, or "".
func (p *Package) imported1(pos token.Pos, path string) string {
	file := p.Code.File(pos)
	if file == nil {
		return ""
	}
	for _, spec := range file.Imports {
		if got, err := strconv.Unquote(spec.Path.Value); err != nil || got != path {
			continue
		}
		name := importName(spec, path)
		if obj := p.lookup(pos, name); obj != nil {
			if pkg, ok := obj.(*types.PkgName); ok && pkg.Imported().Path() == path {
				return name
			}
		}
	}
	return ""
}

func importName(spec *ast.ImportSpec, path string) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			return path[i+1:]
		}
	}
	return path
}
