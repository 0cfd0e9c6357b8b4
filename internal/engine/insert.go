package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"

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
			if _, found := p.lookup(pos, name); found != v {
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
func (p *Package) lookup(pos token.Pos, name string) (*types.Scope, types.Object) {
	file := p.Code.File(pos)
	if file == nil {
		return nil, nil
	}
	scope := p.Code.Info.Scopes[file].Innermost(pos)
	if scope == nil {
		return nil, nil
	}
	return scope.LookupParent(name, pos)
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
		if _, obj := p.lookup(pos, name); obj != nil {
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
