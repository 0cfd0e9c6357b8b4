// What the package gives to the fields of a structure and to the keys of a map.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// set returns what the package gives to the catalogue's fields of class of the value that x makes or is, by their kinds;
// nested values of kind "attr" are followed.
func (p *Package) set(x ast.Expr, class winapi.Class) map[string][]ast.Expr {
	return p.givenTo(x, func(v *types.Var, owner types.Type) (string, bool) { return p.fieldKind(v, owner, class) })
}

// givenTo returns what the package gives to the fields of the value that x makes or is, by the keys that the fields have;
// nested values with the key "attr" are followed.
func (p *Package) givenTo(x ast.Expr, key func(v *types.Var, owner types.Type) (string, bool)) map[string][]ast.Expr {
	out := map[string][]ast.Expr{}
	var look func(x ast.Expr, depth int)
	seen := been{}
	put := func(kind string, value ast.Expr, depth int) {
		out[kind] = append(out[kind], value)
		if kind == "attr" && depth < 3 {
			look(value, depth+1)
		}
	}
	look = func(x ast.Expr, depth int) {
		if seen.again(x, depth) {
			return
		}
		for _, lit := range p.literals(x, been{}) {
			for _, elt := range lit.Elts {
				if kv, ok := elt.(*ast.KeyValueExpr); ok {
					if id, ok := kv.Key.(*ast.Ident); ok {
						if v, ok := p.Code.Info.Uses[id].(*types.Var); ok && v.IsField() {
							if kind, ok := key(v, p.Code.Info.TypeOf(lit)); ok {
								put(kind, kv.Value, depth)
							}
						}
					}
				}
			}
		}
		p.follow(x, func(y ast.Expr, parent ast.Node) bool {
			sel, ok := parent.(*ast.SelectorExpr)
			if !ok || ast.Unparen(sel.X) != y {
				return true
			}
			v, ok := p.Code.Info.Uses[sel.Sel].(*types.Var)
			if !ok || !v.IsField() {
				return true
			}
			kind, ok := key(v, p.Code.Info.TypeOf(y))
			if !ok {
				return true
			}
			if as, ok := p.parent(sel).(*ast.AssignStmt); ok && len(as.Lhs) == len(as.Rhs) {
				for i, l := range as.Lhs {
					if ast.Unparen(l) == sel {
						put(kind, as.Rhs[i], depth)
						return true
					}
				}
			}
			if kind == "attr" && depth < 3 {
				look(sel, depth+1)
			}
			return true
		})
	}
	look(x, 0)
	return out
}

// fieldOf returns the name of the field of a struct, or of what a pointer to one points to, that the catalogue gives a kind of a
// class; "" if there is none.
func (p *Package) fieldOf(t types.Type, class winapi.Class, kind string) string {
	t = pointed(t)
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	for f := range st.Fields() {
		if got, ok := p.fieldKind(f, t, class); ok && got == kind {
			return f.Name()
		}
	}
	return ""
}

// fieldKind returns the kind that the catalogue gives a field of a struct under a class.
func (p *Package) fieldKind(v *types.Var, owner types.Type, class winapi.Class) (string, bool) {
	f := p.cat.Go(names.FieldName(v, owner))
	if f == nil {
		return "", false
	}
	kind, ok := f.Is[class]
	return kind, ok
}

// literals returns the composite literals that x can be: itself, or what its variable is given.
func (p *Package) literals(x ast.Expr, seen been) []*ast.CompositeLit {
	if seen.again(x, 0) {
		return nil
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CompositeLit:
		return []*ast.CompositeLit{x}
	case *ast.UnaryExpr:
		return p.literals(x.X, seen)
	case *ast.CallExpr:
		var out []*ast.CompositeLit
		if fn := code.StaticCallee(p.Code.Info, x); fn != nil {
			if f := p.Code.FuncOf(fn); f != nil {
				for _, r := range f.Returns {
					if len(r.Results) == 0 {
						continue
					}
					if _, ok := ast.Unparen(r.Results[0]).(*ast.CallExpr); !ok { // one function deep
						out = append(out, p.literals(r.Results[0], seen)...)
					}
				}
			}
		}
		return out
	case *ast.Ident:
		var out []*ast.CompositeLit
		if v := p.variable(x); v != nil {
			for _, d := range p.Code.Reaching(v, x.Pos()) {
				if d.Kind == code.Assigned && d.Index <= 0 && d.Value != nil {
					if _, ok := ast.Unparen(d.Value).(*ast.Ident); !ok {
						out = append(out, p.literals(d.Value, seen)...)
					}
				}
			}
		}
		return out
	}
	return nil
}

// built returns the composite literals that x can be, through variables and the package's fields.
func (p *Package) built(x ast.Expr, seen been, depth int) []*ast.CompositeLit {
	if depth > 3 || seen.again(x, depth) {
		return nil
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CompositeLit:
		return []*ast.CompositeLit{x}
	case *ast.UnaryExpr:
		return p.built(x.X, seen, depth)
	case *ast.StarExpr:
		return p.built(x.X, seen, depth)
	case *ast.Ident, *ast.SelectorExpr:
		v := p.variable(x)
		if v == nil || v.Pkg() != p.Code.Types {
			return nil
		}
		defs := p.Code.Defs(v)
		if !v.IsField() && v.Parent() != p.Code.Types.Scope() {
			defs = p.Code.Reaching(v, x.Pos())
		}
		var out []*ast.CompositeLit
		for _, d := range defs {
			if d.Kind == code.Assigned && d.Index < 0 && d.Value != nil {
				out = append(out, p.built(d.Value, seen, depth+1)...)
			}
		}
		return out
	}
	return nil
}

// member returns what the package gives to a field of the value that x is, and the expression if it is the only one.
func (p *Package) member(x ast.Expr, field string) (out names.Values, at ast.Expr) {
	given := 0
	for _, lit := range p.built(x, been{}, 0) {
		for _, elt := range lit.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok && id.Name == field {
					out, at = names.Union(out, p.eval.Eval(kv.Value)), kv.Value
					given++
				}
			}
		}
	}
	if given == 0 {
		out = p.eval.Field(x, field)
	}
	if out == nil {
		out = names.Any()
	}
	if given != 1 {
		at = nil
	}
	return out, at
}

// Entries returns the values that the map which x is gets under a key.
func (p *Package) Entries(x ast.Expr, key string) []ast.Expr {
	p.mu.Lock()
	defer p.mu.Unlock()
	is := func(x ast.Expr) bool {
		k, ok := p.eval.Eval(x).Known()
		return ok && k == key
	}
	var out []ast.Expr
	for _, lit := range p.literals(x, been{}) {
		for _, elt := range lit.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok && is(kv.Key) {
				out = append(out, kv.Value)
			}
		}
	}
	if v := p.variable(x); v != nil {
		for _, d := range p.Code.Defs(v) {
			as, ok := d.Node.(*ast.AssignStmt)
			if !ok || d.Op != token.LBRACK {
				continue
			}
			for _, l := range as.Lhs {
				if index, ok := ast.Unparen(l).(*ast.IndexExpr); ok && is(index.Index) && p.variable(index.X) == v {
					out = append(out, d.Value)
				}
			}
		}
	}
	return out
}

// member returns the value of a role, or what is given to the field that stands for it in the structure of role info.
func (s *Site) member(role winapi.Role, field string) names.Values {
	x := s.exprs["info"]
	if x == nil {
		return s.values[role]
	}
	var out names.Values
	given := s.pkg.givenTo(s.pkg.pointee(x), func(v *types.Var, _ types.Type) (string, bool) {
		return "", strings.EqualFold(v.Name(), field) || strings.EqualFold(v.Name(), string(role))
	})
	for _, x := range given[""] {
		out = names.Union(out, s.pkg.eval.Eval(x))
	}
	return out
}
