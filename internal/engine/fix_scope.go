// What names mean at a place, and which variable there holds the id of a session.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// Session returns how the code at the site can name the session that it is about: a variable in scope that certainly
// holds a session's id, and not that of the process itself or of the console. It is empty if there is none.
func (s *Site) Session() string { return s.pkg.session(s.Node.Pos()) }

func (p *Package) session(pos token.Pos) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := p.Code.Types.Scope()
	for scope := all.Innermost(pos); scope != nil && scope != all; scope = scope.Parent() {
		names := scope.Names()
		slices.SortFunc(names, func(a, b string) int { return int(scope.Lookup(b).Pos() - scope.Lookup(a).Pos()) }) // nearest first
		for _, name := range names {
			v, ok := scope.Lookup(name).(*types.Var)
			if !ok || v.Pos() >= pos || name == "_" {
				continue
			}
			if b, ok := v.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsInteger != 0 {
				if p.isSession(v, pos, been{}, 0) {
					return name
				}
			} else if f := p.fieldOf(v.Type(), winapi.Source, "session"); f != "" {
				return name + "." + f
			}
		}
	}
	return ""
}

// isSession reports whether v certainly holds the id of a session that somebody else told.
func (p *Package) isSession(v *types.Var, pos token.Pos, seen been, depth int) bool {
	told := func(x ast.Expr) bool {
		switch x := ast.Unparen(x).(type) {
		case *ast.Ident:
			if w := p.variable(x); w != nil && !w.IsField() && w.Parent() != p.Code.Types.Scope() {
				return p.isSession(w, x.Pos(), seen, depth+1)
			}
		case *ast.CallExpr:
			if f, _ := p.eval.Callee(x); f != nil && f.Has(winapi.ConsoleSession) {
				return false
			}
		}
		return sessions(p.eval.Eval(x))
	}
	if depth > 3 {
		return false
	}
	if seen.again(pos, depth) {
		return true // or the search would be over
	}
	defs := p.Code.Reaching(v, pos)
	for _, d := range defs {
		switch d.Kind {
		case code.Zero:
			if len(defs) == 1 {
				return false
			}
		case code.Given:
			callers := p.callers[d.Func.ID]
			for _, c := range callers {
				if x, spread := p.eval.ArgumentExpr(c.call, d.Index); x == nil || spread || !told(x) {
					return false
				}
			}
			if len(callers) == 0 {
				return false
			}
		case code.Addressed:
			call, ok := d.Value.(*ast.CallExpr)
			if !ok {
				return false
			}
			if p.Code.Info.Types[call.Fun].IsType() {
				continue // uintptr(unsafe.Pointer(&v)), within the call
			}
			if f, _ := p.eval.Callee(call); f == nil || f.Kind(winapi.Source) != "session" || hasRole(f, "pid") {
				return false
			}
		default:
			if d.Kind == code.Assigned && d.Index < 0 && told(d.Value) {
				continue
			}
			if !sessions(p.eval.Def(d)) {
				return false
			}
		}
	}
	return len(defs) > 0
}

func sessions(v names.Values) bool {
	for _, t := range v {
		if len(t) != 1 || t[0].Kind != names.Session || t[0].Text != "" && t[0].Text != names.Each {
			return false
		}
	}
	return len(v) > 0
}

// inScope returns the name of a number in scope at pos that is of a kind, the innermost; "" if there is none.
func (p *Package) inScope(pos token.Pos, kind names.Kind) string {
	scope := p.Code.Types.Scope().Innermost(pos)
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
	scope := p.Code.Types.Scope().Innermost(pos)
	if scope == nil {
		return nil
	}
	_, obj := scope.LookupParent(name, pos)
	return obj
}

// importedAs returns the name by which the code at pos can call a package that its file imports, or "".
func (p *Package) importedAs(pos token.Pos, path string) string {
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

// meansElse reports whether a name means something in f or around it.
func (p *Package) meansElse(f *code.Func, name string, pos token.Pos) bool {
	scope := p.Code.Types.Scope().Innermost(pos)
	if scope == nil || f.Body == nil {
		return true
	}
	if _, obj := scope.LookupParent(name, token.NoPos); obj != nil {
		return true
	}
	used := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		used = used || ok && id.Name == name
		return !used
	})
	return used
}

// Knows reports whether a package can be imported: it belongs to Go, or the packages under analysis import it already.
func (p *Package) Knows(path string) bool {
	if ofGo(path) {
		return true
	}
	for _, q := range p.everywhere {
		if slices.ContainsFunc(q.Code.Types.Imports(), func(i *types.Package) bool { return i.Path() == path }) {
			return true
		}
	}
	return false
}
