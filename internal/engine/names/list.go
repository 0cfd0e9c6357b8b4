package names

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
)

// maxItems is how many elements of a list that is a parameter are followed to the callers.
const maxItems = 12

// List returns the elements of a list in order, of a parameter those that the callers give; nil if they are not known.
func (e *Evaluator) List(x ast.Expr) []Values { return e.list(x, 0) }

// Rest returns the values of the arguments of call from i on, a spread list taken apart.
func (e *Evaluator) Rest(call *ast.CallExpr, i int) []Values { return e.rest(call, i, 0) }

// Item returns the value of an element of a list that is known, or nil.
func (e *Evaluator) Item(x *ast.IndexExpr) Values {
	if i, ok := e.index(x.Index); ok {
		if list := e.List(x.X); i < len(list) {
			return list[i]
		}
	}
	return nil
}

// entry returns what a map holds under a constant key, if x asks for that. Where it cannot be seen what is put into the map
// under which key, what callers and other functions give is unknown: it may stand under another key.
func (e *Evaluator) entry(x *ast.IndexExpr) (Values, bool) {
	key := e.Pkg.Info.Types[x.Index].Value
	t := e.Pkg.Info.TypeOf(x.X)
	if key == nil || t == nil {
		return nil, false
	}
	if _, ok := t.Underlying().(*types.Map); !ok {
		return nil, false
	}
	if v, ok := e.under(x.X, key); ok {
		return v, true
	}
	return e.Eval(x.X).Map(func(s Segment) Segment {
		switch s.Kind {
		case Param, Field, Address:
			return Segment{Kind: Unknown}
		}
		return s
	}), true
}

// under returns what x, a map literal or a variable that holds one, has under a key, if all its entries can be seen.
func (e *Evaluator) under(x ast.Expr, key constant.Value) (v Values, ok bool) {
	add := func(k, value ast.Expr) bool {
		n := e.Pkg.Info.Types[k].Value
		if n != nil && n.Kind() == key.Kind() && constant.Compare(n, token.EQL, key) {
			v = Union(v, e.Eval(value))
		}
		return n != nil
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CompositeLit:
		for _, elt := range x.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); !ok || !add(kv.Key, kv.Value) {
				return nil, false
			}
		}
	case *ast.Ident:
		m, ok := e.Pkg.Info.Uses[x].(*types.Var)
		if !ok || len(e.Pkg.Defs(m)) > maxDefinitions {
			return nil, false
		}
		for _, d := range e.Pkg.Defs(m) {
			lit, isLit := ast.Unparen(d.Value).(*ast.CompositeLit)
			switch {
			case d.Kind != code.Assigned || d.Value == nil:
				return nil, false
			case d.Op == token.LBRACK:
				set, ok := d.Node.(*ast.AssignStmt)
				if !ok || len(set.Lhs) != 1 || len(set.Rhs) != 1 {
					return nil, false
				}
				at, ok := ast.Unparen(set.Lhs[0]).(*ast.IndexExpr)
				if !ok || !add(at.Index, d.Value) {
					return nil, false
				}
			case isLit:
				w, ok := e.under(lit, key)
				if !ok {
					return nil, false
				}
				v = Union(v, w)
			case !e.room(d):
				return nil, false
			}
		}
	default:
		return nil, false
	}
	return v, len(v) > 0
}

func (e *Evaluator) rest(call *ast.CallExpr, i, depth int) []Values {
	out := []Values{}
	for ; i < len(call.Args); i++ {
		if i == len(call.Args)-1 && call.Ellipsis.IsValid() {
			return append(out, e.list(call.Args[i], depth)...)
		}
		out = append(out, e.Eval(call.Args[i]))
	}
	return out
}

func (e *Evaluator) list(x ast.Expr, depth int) []Values {
	if x == nil || depth > MaxDepth {
		return nil
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CompositeLit:
		out := []Values{}
		for _, elt := range x.Elts {
			if _, ok := elt.(*ast.KeyValueExpr); ok {
				return nil
			}
			out = append(out, e.Eval(elt))
		}
		return out
	case *ast.SliceExpr: // args[1:]
		list := e.list(x.X, depth+1)
		if low, ok := e.index(x.Low); ok && x.High == nil && low <= len(list) {
			return list[low:]
		}
	case *ast.CallExpr:
		if e.builtinName(x) == "append" && len(x.Args) > 0 {
			return append(e.list(x.Args[0], depth+1), e.rest(x, 1, depth+1)...)
		}
		if fn := code.StaticCallee(e.Pkg.Info, x); fn != nil {
			if f := e.Pkg.FuncOf(fn); f != nil {
				if ret := onlyReturn(f); ret != nil && len(ret.Results) == 1 {
					return e.list(ret.Results[0], depth+1)
				}
			}
		}
	case *ast.Ident:
		v, ok := e.Pkg.Info.ObjectOf(x).(*types.Var)
		if !ok || v.Pkg() == nil {
			return nil
		}
		defs := e.Pkg.Reaching(v, x.Pos())
		if v.Parent() == v.Pkg().Scope() {
			defs = e.Pkg.Defs(v)
		}
		// Of several definitions the last is taken, which most often adds to the ones before.
		for _, d := range slices.Backward(defs) {
			switch {
			case d.Kind == code.Assigned && d.Index < 0:
				return e.list(d.Value, depth+1)
			case d.Kind == code.Given && d.Index >= 0 && isSlice(v.Type()):
				out := make([]Values, maxItems)
				for k := range out {
					out[k] = One(Segment{Kind: Param, Func: d.Func.ID, Index: d.Index, Spread: true, Item: uint8(k)})
				}
				return out
			}
		}
	}
	return nil
}

// onlyReturn returns the one return of f that Windows can come to, nil if there are several.
func onlyReturn(f *code.Func) *ast.ReturnStmt {
	var only *ast.ReturnStmt
	for _, ret := range f.Returns {
		if g := f.Graph(); len(f.Returns) > 1 && g != nil && g.Dead(ret.Pos()) {
			continue
		}
		if only != nil {
			return nil
		}
		only = ret
	}
	return only
}

// index returns x, a constant index; 0 for none.
func (e *Evaluator) index(x ast.Expr) (int, bool) {
	if x == nil {
		return 0, true
	}
	if v := e.Pkg.Info.Types[x].Value; v != nil && v.Kind() == constant.Int {
		n, exact := constant.Int64Val(v)
		return int(n), exact && n >= 0
	}
	return 0, false
}

// item returns the element that s, a Param, names of the list that call gives; an empty text if the list is shorter, nil if
// it is not known.
func (e *Evaluator) item(call *ast.CallExpr, s Segment) Values {
	if e.gathers(call, s.Index) {
		if x, _ := e.ArgumentExpr(call, s.Index+int(s.Item)); x != nil {
			return e.Eval(x)
		}
		return Values{{}}
	}
	x, _ := e.ArgumentExpr(call, s.Index)
	list := e.List(x)
	switch k, n := int(s.Item), len(list); {
	case list == nil:
		return nil
	case k < n:
		return list[k]
	case n > 0 && len(list[n-1]) == 1 && len(list[n-1][0]) == 1 && list[n-1][0][0].Spread:
		last := list[n-1][0][0] // the caller's own parameter, which may be longer
		last.Item += uint8(k - n + 1)
		return One(last)
	}
	return Values{{}}
}

// gathers reports whether call makes the list that is parameter i of several arguments.
func (e *Evaluator) gathers(call *ast.CallExpr, i int) bool {
	sig, ok := e.Pkg.Info.TypeOf(call.Fun).(*types.Signature)
	return ok && sig.Variadic() && !call.Ellipsis.IsValid() && i == sig.Params().Len()-1
}

// ParamExpr returns the expression that call gives to the parameter, or the element of one, that s names; nil if there is none
// for it alone.
func (e *Evaluator) ParamExpr(call *ast.CallExpr, s Segment) ast.Expr {
	i := s.Index
	if s.Spread {
		if !e.gathers(call, i) {
			return nil
		}
		i += int(s.Item)
	}
	x, spread := e.ArgumentExpr(call, i)
	if spread || s.Path != "" {
		return nil
	}
	return x
}
