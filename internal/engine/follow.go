// The uses of a value in a package, and the syntax around an expression.

package engine

import (
	"go/ast"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/code"
)

// maxFollowed bounds how many uses of a value are looked at.
const maxFollowed = 200

// follow visits the expressions of the package that can hold the value of x: x itself, then the uses of the variables and
// the package's fields that it is put in, of the parameters that it is given to, and of the results that it is returned as.
// It ends when visit returns false. Parent is the node around the expression, parentheses left out.
func (p *Package) follow(x ast.Expr, visit func(x ast.Expr, parent ast.Node) bool) {
	p.followFrom(entries{}, x, visit)
}

// entries tell by which calls a value came into functions, which return it to them alone. A function that it came into by no
// call returns it to nobody.
type entries map[*code.Func]*entry

type entry struct {
	calls    []ast.Expr
	returned bool
}

// followFrom is follow for a value that came into functions before, and notes where else it comes.
func (p *Package) followFrom(in entries, x ast.Expr, visit func(x ast.Expr, parent ast.Node) bool) {
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
			if ast.Unparen(n.Results[0]) != x {
				continue
			}
			f := p.Code.Enclosed(n.Pos())
			if e := in[f]; e != nil {
				e.returned = true
				todo = append(todo, e.calls...)
				continue
			}
			for _, c := range p.callers[f.ID] {
				todo = append(todo, c.call)
			}
		case *ast.CallExpr:
			fn := code.StaticCallee(p.Code.Info, n)
			if fn == nil || p.Code.FuncOf(fn) == nil {
				continue
			}
			for i, y := range n.Args {
				if params := fn.Signature().Params(); ast.Unparen(y) == x && i < params.Len() {
					if in.enter(p.Code.FuncOf(fn), n) {
						todo = append(todo, n)
					}
					uses(params.At(i))
				}
			}
		}
	}
}

// enter notes that a value comes into f by a call, and reports whether f is known to return it.
func (in entries) enter(f *code.Func, call ast.Expr) (returned bool) {
	e := in[f]
	if e == nil {
		e = &entry{}
		in[f] = e
	}
	e.calls = append(e.calls, call)
	return e.returned
}

// been tells where a search was, and how deep: there, and as deep, it finds nothing that it did not find before. Without that it
// would go every way to a place that many lead to.
type been map[step]bool

type step struct {
	at    any
	depth int
}

// again reports whether the search was there before, and notes that it is.
func (b been) again(at any, depth int) bool {
	s := step{at, depth}
	was := b[s]
	b[s] = true
	return was
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

// pointee returns what x, an argument of a system call, points to: sa in uintptr(unsafe.Pointer(&sa)).
func (p *Package) pointee(x ast.Expr) ast.Expr {
	for {
		x = ast.Unparen(x)
		switch y := x.(type) {
		case *ast.CallExpr:
			if !p.Code.Info.Types[y.Fun].IsType() || len(y.Args) != 1 {
				return x
			}
			x = y.Args[0]
		case *ast.UnaryExpr:
			x = y.X
		default:
			return x
		}
	}
}

func (p *Package) isNil(x ast.Expr) bool { return p.Code.Info.Types[x].IsNil() }

func (p *Package) isParameter(v *types.Var) bool {
	for _, d := range p.Code.Defs(v) {
		if d.Kind == code.Given {
			return true
		}
	}
	return false
}

// assigned reports whether id is only given a value here.
func (p *Package) assigned(id *ast.Ident) bool {
	path := p.Code.Enclosing(id.Pos(), id.End())
	for i := 1; i < len(path); i++ {
		switch n := path[i].(type) {
		case *ast.SelectorExpr:
			continue
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if l == path[i-1] {
					return true
				}
			}
			return false
		case *ast.KeyValueExpr:
			return n.Key == path[i-1]
		default:
			return false
		}
	}
	return false
}
