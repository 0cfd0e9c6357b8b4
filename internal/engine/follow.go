package engine

import (
	"go/ast"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// maxFollowed bounds how many uses of a value are looked at.
const maxFollowed = 200

// follow visits the expressions of the package that can hold the value of x: x itself, then the uses of the variables and
// the package's fields that it is put in, of the parameters that it is given to, and of the results that it is returned as.
// It ends when visit returns false. Parent is the node around the expression, parentheses left out.
func (p *Package) follow(x ast.Expr, visit func(x ast.Expr, parent ast.Node) bool) {
	todo := []ast.Expr{x}
	seen := map[ast.Expr]bool{}
	uses := func(obj types.Object) {
		for _, id := range p.Code.Uses(obj) {
			x := ast.Expr(id)
			if path := p.Code.Enclosing(id.Pos(), id.End()); len(path) > 1 {
				if sel, ok := path[1].(*ast.SelectorExpr); ok && sel.Sel == id {
					x = sel
				}
			}
			todo = append(todo, x)
		}
	}
	for ; len(todo) > 0 && len(seen) < maxFollowed; todo = todo[1:] {
		x := todo[0]
		if seen[x] {
			continue
		}
		seen[x] = true
		parent := p.parent(x)
		if !visit(x, parent) {
			return
		}
		switch n := parent.(type) {
		case *ast.UnaryExpr, *ast.StarExpr:
			todo = append(todo, n.(ast.Expr))
		case *ast.AssignStmt:
			for i, y := range n.Rhs {
				// Of several results the first is the value.
				if ast.Unparen(y) == x && (len(n.Lhs) == len(n.Rhs) || len(n.Rhs) == 1) {
					if v := p.variable(n.Lhs[i]); v != nil && (!v.IsField() || v.Pkg() == p.Code.Types) {
						uses(v)
					}
				}
			}
		case *ast.ValueSpec:
			for i, y := range n.Values {
				if ast.Unparen(y) == x && (len(n.Names) == len(n.Values) || len(n.Values) == 1) {
					if v := p.Code.Info.Defs[n.Names[i]]; v != nil {
						uses(v)
					}
				}
			}
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok && ast.Unparen(n.Value) == x {
				if v, ok := p.Code.Info.Uses[id].(*types.Var); ok && v.IsField() && v.Pkg() == p.Code.Types {
					uses(v)
				}
			}
		case *ast.ReturnStmt:
			if ast.Unparen(n.Results[0]) == x {
				for _, c := range p.callers[p.Code.Enclosed(n.Pos()).ID] {
					todo = append(todo, c.call)
				}
			}
		case *ast.CallExpr:
			fn := code.StaticCallee(p.Code.Info, n)
			if fn == nil || p.Code.FuncOf(fn) == nil {
				continue
			}
			for i, y := range n.Args {
				if params := fn.Signature().Params(); ast.Unparen(y) == x && i < params.Len() {
					uses(params.At(i))
				}
			}
		}
	}
}

// parent returns the node around x, parentheses left out.
func (p *Package) parent(x ast.Node) ast.Node {
	path := p.Code.Enclosing(x.Pos(), x.End())
	found := false
	for _, n := range path {
		if _, ok := n.(*ast.ParenExpr); ok {
			continue
		}
		if found {
			return n
		}
		found = n == x
	}
	return nil
}

// variable returns the variable or field that x names, or nil.
func (p *Package) variable(x ast.Expr) *types.Var {
	var id *ast.Ident
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		id = x.Sel
	default:
		return nil
	}
	v, ok := p.Code.Info.ObjectOf(id).(*types.Var)
	if !ok || v.Pkg() == nil {
		return nil
	}
	return v.Origin()
}

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
	put := func(kind string, value ast.Expr, depth int) {
		out[kind] = append(out[kind], value)
		if kind == "attr" && depth < 3 {
			look(value, depth+1)
		}
	}
	look = func(x ast.Expr, depth int) {
		for _, lit := range p.literals(x) {
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
func (p *Package) literals(x ast.Expr) []*ast.CompositeLit {
	switch x := ast.Unparen(x).(type) {
	case *ast.CompositeLit:
		return []*ast.CompositeLit{x}
	case *ast.UnaryExpr:
		return p.literals(x.X)
	case *ast.CallExpr:
		var out []*ast.CompositeLit
		if fn := code.StaticCallee(p.Code.Info, x); fn != nil {
			if f := p.Code.FuncOf(fn); f != nil {
				for _, r := range f.Returns {
					if len(r.Results) == 0 {
						continue
					}
					if _, ok := ast.Unparen(r.Results[0]).(*ast.CallExpr); !ok { // one function deep
						out = append(out, p.literals(r.Results[0])...)
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
						out = append(out, p.literals(d.Value)...)
					}
				}
			}
		}
		return out
	}
	return nil
}
