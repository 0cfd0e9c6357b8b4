package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

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

// Used reports whether something becomes of the results of the call at the site.
func (s *Site) Used() bool {
	switch s.pkg.parent(s.Node).(type) {
	case *ast.GoStmt, *ast.DeferStmt:
		return false
	}
	return s.Statement() == nil
}

// Knows reports whether a package can be imported: it belongs to Go, or the packages under analysis import it already.
func (p *Package) Knows(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	if !strings.Contains(first, ".") {
		return true
	}
	for _, q := range p.everywhere {
		if slices.ContainsFunc(q.Code.Types.Imports(), func(i *types.Package) bool { return i.Path() == path }) {
			return true
		}
	}
	return false
}

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
				if p.isSession(v, pos, 0) {
					return name
				}
			} else if f := p.sessionField(v.Type()); f != "" {
				return name + "." + f
			}
		}
	}
	return ""
}

// sessionField returns the field of a struct of the catalogue that holds a session's id.
func (p *Package) sessionField(t types.Type) string {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	for f := range st.Fields() {
		if fact := p.cat.Go(names.FieldName(f, t)); fact != nil && fact.Kind(winapi.Source) == "session" {
			return f.Name()
		}
	}
	return ""
}

// isSession reports whether v certainly holds the id of a session that somebody else told.
func (p *Package) isSession(v *types.Var, pos token.Pos, depth int) bool {
	told := func(x ast.Expr) bool {
		switch x := ast.Unparen(x).(type) {
		case *ast.Ident:
			if w := p.variable(x); w != nil && !w.IsField() && w.Parent() != p.Code.Types.Scope() {
				return p.isSession(w, x.Pos(), depth+1)
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

func hasRole(f *winapi.Func, r winapi.Role) bool { _, ok := f.Roles[r]; return ok }

// TextOf returns the expression of type string within x that x, a pointer to or a slice of its characters, is made of; nil
// if there is none.
func (p *Package) TextOf(x ast.Expr) ast.Expr {
	if x == nil {
		return nil
	}
	x = ast.Unparen(x)
	if t := p.Code.Info.TypeOf(x); t != nil {
		if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
			return x
		}
	}
	call, ok := x.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil
	}
	if !p.Code.Info.Types[call.Fun].IsType() {
		fn := code.StaticCallee(p.Code.Info, call)
		if fn == nil {
			return nil
		}
		if f := p.cat.Go(fn.FullName()); f == nil || f.Is[winapi.Text] != "pass" {
			return nil
		}
	}
	return p.TextOf(call.Args[0])
}
