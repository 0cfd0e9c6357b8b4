// The calls of a function: into the packages, by functions that are handed on, and by commands.

package engine

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// edges returns the calls of f into the packages under analysis, those that start a service, and the functions that it
// hands on as values or as methods of objects, in the order in which they return: an argument's call before the call that
// takes it.
func (p *Package) edges(f *code.Func, s *summary.Package, objects []handed) []summary.Call {
	type edge struct {
		call summary.Call
		end  token.Pos
	}
	var all []edge
	for _, c := range f.Calls {
		if !p.known(c) || p.dead(f, c.Pos()) {
			continue
		}
		ids := p.callees(c)
		if ids == nil {
			ids = p.given(c)
		}
		if ids == nil {
			ids = p.awaited(c)
		}
		if len(ids) > 0 {
			all = append(all, edge{summary.Call{
				Callees: ids, Block: p.block(f, c.Pos()), At: p.place(c.Pos()),
				Go: p.Code.Statement(c) == token.GO, Defer: p.Code.Statement(c) == token.DEFER,
			}, c.End()})
		}
	}
	reference := func(x ast.Expr, id string) {
		if p.dead(f, x.Pos()) {
			return
		}
		store, ok := p.Code.Stored(x)
		if p.isCommand(store) {
			if g := s.Funcs[id]; g != nil {
				g.Command = true
			}
			return
		}
		kept := ok && store.Field == nil
		// One of a list or table of functions: the program picks one by its name, most often by an argument, so this place
		// does not say which of them run.
		kept = kept || p.listed(x)
		all = append(all, edge{summary.Call{
			Callees: []string{id}, Reference: true, Kept: kept, Away: !kept && (p.away(x) || p.wrapsCommand(x)), Block: p.block(f, x.Pos()), At: p.place(x.Pos()),
		}, x.End()})
	}
	for _, lit := range f.Lits {
		if !lit.Called {
			reference(lit.Node.(*ast.FuncLit), lit.ID)
			for _, id := range p.passed(lit) {
				reference(id, lit.ID)
			}
		}
	}
	for _, id := range f.Refs {
		if fn, ok := p.Code.Info.Uses[id].(*types.Func); ok && p.mine(fn) {
			reference(id, fn.Origin().FullName())
		}
	}
	for _, o := range objects {
		if p.dead(f, o.x.Pos()) {
			continue
		}
		for _, id := range o.methods {
			all = append(all, edge{summary.Call{
				Callees: []string{id}, Reference: true, Block: p.block(f, o.x.Pos()), At: p.place(o.x.Pos()),
			}, o.x.End()})
		}
	}
	slices.SortStableFunc(all, func(a, b edge) int { return cmp.Compare(a.end, b.end) })
	out := make([]summary.Call, len(all))
	for i, e := range all {
		out[i] = e.call
	}
	return out
}

// passed returns where the function around a literal hands it on by the name of the local variable that alone holds it.
func (p *Package) passed(lit *code.Func) []ast.Expr {
	assign, ok := p.parent(lit.Node).(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 {
		return nil
	}
	v := p.variable(assign.Lhs[0])
	if v == nil || v.IsField() || len(p.Code.Defs(v)) != 1 || v.Parent() == v.Pkg().Scope() {
		return nil
	}
	var out []ast.Expr
	for _, id := range p.Code.Uses(v) {
		c, ok := p.parent(id).(*ast.CallExpr)
		if ok && p.Code.Enclosed(id.Pos()) == lit.Parent && slices.ContainsFunc(c.Args, func(x ast.Expr) bool { return ast.Unparen(x) == id }) {
			out = append(out, id)
		}
	}
	return out
}

// listed reports whether x, a function, goes into a list or table: as an element, as a field of one, or by a function of
// the packages under analysis that does no more with it.
func (p *Package) listed(x ast.Expr) bool {
	inner := ast.Node(x)
	lits := 0
	for _, n := range p.Code.Enclosing(x.Pos(), x.End()) {
		switch n := n.(type) {
		case *ast.CompositeLit:
			t := p.Code.Info.TypeOf(n)
			if lits++; t == nil || lits > 2 {
				return false
			}
			switch t.Underlying().(type) {
			case *types.Slice, *types.Array, *types.Map:
				return true
			}
		case *ast.AssignStmt:
			i := slices.IndexFunc(n.Rhs, func(y ast.Expr) bool { return y == inner })
			if i < 0 || len(n.Lhs) != len(n.Rhs) {
				return false
			}
			_, ok := ast.Unparen(n.Lhs[i]).(*ast.IndexExpr)
			return ok
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok {
				if b, ok := p.Code.Info.Uses[id].(*types.Builtin); ok {
					return b.Name() == "append"
				}
			}
			i := slices.IndexFunc(n.Args, func(y ast.Expr) bool { return y == inner })
			return lits == 0 && p.lists(code.StaticCallee(p.Code.Info, n), i)
		case *ast.KeyValueExpr, *ast.UnaryExpr, *ast.ParenExpr, *ast.SelectorExpr, *ast.Ident, *ast.FuncLit:
		default:
			return false
		}
		inner = n
	}
	return false
}

// lists reports whether fn does nothing with its parameter i but to put it into a list or table.
func (p *Package) lists(fn *types.Func, i int) bool {
	if fn == nil || fn.Pkg() == nil || i < 0 || i >= fn.Signature().Params().Len() {
		return false
	}
	if fn.Pkg() != p.Code.Types {
		s := p.world.summary(fn.Pkg().Path())
		return s != nil && s.Funcs[fn.FullName()] != nil && slices.Contains(s.Funcs[fn.FullName()].Lists, i)
	}
	f := p.Code.FuncOf(fn)
	return f != nil && slices.Contains(p.listedParams(f), i)
}

// listedParams returns the parameters of f that are functions and only go into a list or table, by themselves or within literals
// that call them.
func (p *Package) listedParams(f *code.Func) []int {
	if f.Obj == nil {
		return nil
	}
	if out, ok := p.listing[f]; ok {
		return out
	}
	if p.listing == nil {
		p.listing = map[*code.Func][]int{}
	}
	p.listing[f] = nil // while it is being found out
	var out []int
	for i := range f.Obj.Signature().Params().Len() {
		v := f.Obj.Signature().Params().At(i)
		if !isFunc(v.Type()) {
			continue
		}
		uses := p.Code.Uses(v)
		if len(uses) > 0 && !slices.ContainsFunc(uses, func(id *ast.Ident) bool { return !p.listed(id) && !p.calledWhereListed(id, f) }) {
			out = append(out, i)
		}
	}
	p.listing[f] = out
	return out
}

// calledWhereListed reports whether id, a parameter of f, is only called there by a literal which itself goes into a list or table.
func (p *Package) calledWhereListed(id *ast.Ident, f *code.Func) bool {
	if c, ok := p.parent(id).(*ast.CallExpr); !ok || ast.Unparen(c.Fun) != id {
		return false
	}
	for g := p.Code.Enclosed(id.Pos()); g != nil && g != f; g = g.Parent {
		if lit, ok := g.Node.(*ast.FuncLit); ok && p.listed(lit) {
			return true
		}
	}
	return false
}

// away reports whether x, a function, is handed to code that is not analysed and that may keep it for a command or flag:
// any but the standard library and its extensions, and of that the package flag; or is returned or stored, to be kept so.
func (p *Package) away(x ast.Expr) bool {
	inner := ast.Node(x)
	for _, n := range p.Code.Enclosing(x.Pos(), x.End()) {
		switch n := n.(type) {
		case *ast.CallExpr:
			if n.Fun == inner || p.Code.Info.Types[n.Fun].IsType() || p.Code.Info.Types[n.Fun].IsBuiltin() {
				return false
			}
			fn := code.StaticCallee(p.Code.Info, n)
			if fn == nil || fn.Pkg() == nil {
				return len(p.callees(n)) == 0
			}
			first, _, _ := strings.Cut(fn.Pkg().Path(), "/")
			return !p.mine(fn) && (strings.Contains(first, ".") && first != "golang.org" || first == "flag" || p.dotless(first))
		case *ast.ReturnStmt, *ast.AssignStmt, *ast.ValueSpec:
			return true // whoever gets it; a call of the variable or field is an edge of its own
		case *ast.CompositeLit, *ast.KeyValueExpr, *ast.UnaryExpr, *ast.ParenExpr, *ast.SelectorExpr, *ast.Ident, *ast.FuncLit:
		default:
			return false
		}
		inner = n
	}
	return false
}

// dotless reports whether first, the first element of an import path, is that of the package's own module, which has none
// of the standard library's names.
func (p *Package) dotless(first string) bool {
	own, _, _ := strings.Cut(p.Code.Types.Path(), "/")
	return own == first
}

// known reports whether what c calls may be a function of the packages under analysis, or starts a service.
func (p *Package) known(c *ast.CallExpr) bool {
	fn := code.StaticCallee(p.Code.Info, c)
	if fn == nil || p.mine(fn) {
		return true
	}
	fact := p.eval.Fact(fn)
	return fact != nil && fact.Has(winapi.Entry)
}

// isCommand reports whether a command-line library calls what is stored there when its command is given.
func (p *Package) isCommand(store code.Store) bool {
	if store.Field == nil {
		return false
	}
	f := p.cat.Go(names.FieldName(store.Field, store.Owner))
	if f == nil {
		return false
	}
	switch f.Is[winapi.Command] {
	case "run", "before", "after", "before.tree", "after.tree":
		return true
	}
	return false
}

// wrapsCommand reports whether x, a function, is handed to a function whose result is a command: Action: withLog(run).
func (p *Package) wrapsCommand(x ast.Expr) bool {
	var inner ast.Node = x
	if sel, ok := p.parent(x).(*ast.SelectorExpr); ok && sel.Sel == x {
		inner = sel
	}
	for range 3 {
		c, ok := p.parent(inner).(*ast.CallExpr)
		if !ok || ast.Node(ast.Unparen(c.Fun)) == inner {
			return false
		}
		if store, ok := p.Code.Stored(c); ok && p.isCommand(store) {
			return true
		}
		inner = c
	}
	return false
}
