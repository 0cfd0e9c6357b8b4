package outcomes

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/code"
)

// key returns what x names, if it is a variable or a field of one.
func (fr *frame) key(x ast.Expr) (key, bool) {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		obj := fr.object(x)
		if obj == nil {
			return key{name: x.Name}, x.Name != "nil" && x.Name != "true" && x.Name != "false"
		}
		_, ok := obj.(*types.Var)
		return key{obj: obj}, ok
	case *ast.SelectorExpr:
		if fr.qualified(x) {
			v, ok := fr.p.Info.Uses[x.Sel].(*types.Var)
			return key{obj: v}, ok
		}
		if k, ok := fr.key(x.X); ok {
			k.path += "." + x.Sel.Name
			return k, true
		}
	case *ast.StarExpr:
		return fr.key(x.X)
	}
	return key{}, false
}

func (fr *frame) object(id *ast.Ident) types.Object {
	if obj := fr.p.Info.Uses[id]; obj != nil {
		return obj
	}
	return fr.p.Info.Defs[id]
}

// qualified reports whether x names something of a package.
func (fr *frame) qualified(x *ast.SelectorExpr) bool {
	id, ok := x.X.(*ast.Ident)
	if !ok {
		return false
	}
	_, ok = fr.p.Info.Uses[id].(*types.PkgName)
	return ok
}

// get returns what k holds.
func (fr *frame) get(e *env, k key) value {
	if v, ok := e.vars[k]; ok {
		return v
	}
	if k.path != "" {
		// A field of something that depends on what was told may do so too.
		if root := e.vars[key{obj: k.obj, name: k.name}]; root.told {
			return value{told: true}
		}
	}
	return fr.initial(k)
}

// initial returns what k holds as long as nothing sets it in the code that is evaluated: a package's variable that is set
// but once holds its initial value.
func (fr *frame) initial(k key) value {
	if k.path != "" {
		return value{}
	}
	if k.obj == nil {
		if n, ok := named[k.name]; ok {
			return num(n)
		}
		return value{}
	}
	v, ok := k.obj.(*types.Var)
	if !ok || v.Pkg() == nil || v.IsField() {
		return value{}
	}
	if v.Pkg() == fr.p.Types && v.Parent() != v.Pkg().Scope() || v.Parent() == nil && v.Pkg() == fr.p.Types {
		return value{}
	}
	if n, ok := named[v.Name()]; ok {
		return num(n)
	}
	if v.Pkg() == fr.p.Types {
		defs := fr.p.Defs(v)
		if len(defs) != 1 || defs[0].Kind != code.Assigned || defs[0].Value == nil || defs[0].Index >= 0 || defs[0].Op != 0 {
			return value{}
		}
		if c := fr.constant(defs[0].Value); c.kind != unknown {
			return c
		}
		if !isErrorType(v.Type()) {
			return value{}
		}
	}
	if isErrorType(v.Type()) {
		return value{kind: failure, str: v.Pkg().Path() + "." + v.Name()}
	}
	return value{}
}

// constant returns the value of x if it is a constant or a conversion of one.
func (fr *frame) constant(x ast.Expr) value {
	if tv, ok := fr.p.Info.Types[x]; ok && tv.Value != nil {
		return constantValue(tv.Value)
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.BasicLit:
		if x.Kind == token.INT || x.Kind == token.STRING {
			return constantValue(constant.MakeFromLiteral(x.Value, x.Kind, 0))
		}
	case *ast.CallExpr:
		if len(x.Args) == 1 && fr.converts(x) {
			return fr.constant(x.Args[0])
		}
	case *ast.UnaryExpr:
		if v := fr.constant(x.X); v.kind == number && (x.Op == token.SUB || x.Op == token.XOR) {
			if x.Op == token.XOR {
				return num(^v.num)
			}
			return num(-v.num)
		}
	case *ast.Ident:
		if fr.object(x) == nil {
			if n, ok := named[x.Name]; ok {
				return num(n)
			}
		}
	case *ast.SelectorExpr:
		// A constant of a package that is missing, or of C.
		if fr.p.Info.Uses[x.Sel] == nil {
			if n, ok := named[x.Sel.Name]; ok {
				return num(n)
			}
		}
	}
	return value{}
}

// converts reports whether the call is a conversion.
func (fr *frame) converts(call *ast.CallExpr) bool {
	if tv, ok := fr.p.Info.Types[call.Fun]; ok && tv.IsType() {
		return true
	}
	// Without types: the conversions that results are subject to.
	switch name := calleeName(call); name {
	case "Errno", "Handle", "HANDLE", "uintptr", "int", "uint", "uint32", "int32", "uint64", "DWORD":
		return len(call.Args) == 1 && fr.p.Info.Uses[calleeIdent(call)] == nil
	}
	return false
}

// eval evaluates an expression that has one value.
func (fr *frame) eval(e *env, x ast.Expr) value {
	if x == nil {
		return value{}
	}
	if c := fr.constant(x); c.kind != unknown {
		return c
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return fr.ident(e, x)
	case *ast.SelectorExpr:
		if k, ok := fr.key(x); ok {
			return fr.get(e, k)
		}
		return value{}.from(fr.eval(e, x.X))
	case *ast.UnaryExpr:
		return fr.unary(e, x)
	case *ast.BinaryExpr:
		return fr.binary(e, x)
	case *ast.CallExpr, *ast.TypeAssertExpr:
		return fr.tuple(e, x, 1)[0]
	case *ast.CompositeLit:
		return fr.composite(e, x)
	case *ast.FuncLit:
		fr.captures(e, x)
		return value{kind: some}
	case *ast.StarExpr:
		if k, ok := fr.key(x); ok {
			return fr.get(e, k)
		}
		return value{}.from(fr.eval(e, x.X))
	case *ast.IndexExpr:
		return value{}.from(fr.eval(e, x.X), fr.eval(e, x.Index))
	case *ast.SliceExpr:
		return value{}.from(fr.eval(e, x.X))
	}
	return value{}
}

func (fr *frame) ident(e *env, x *ast.Ident) value {
	switch obj := fr.object(x).(type) {
	case *types.Nil:
		return value{kind: null}
	case *types.Func:
		return value{kind: some}
	case nil:
		switch x.Name {
		case "nil":
			return value{kind: null}
		case "true", "false":
			return truthOf(x.Name == "true")
		}
		return fr.get(e, key{name: x.Name})
	default:
		return fr.get(e, key{obj: obj})
	}
}

func (fr *frame) unary(e *env, x *ast.UnaryExpr) value {
	v := fr.eval(e, x.X)
	switch x.Op {
	case token.NOT:
		return v.not()
	case token.AND:
		return value{kind: some}.from(v)
	case token.SUB:
		if v.kind == number {
			v.num = -v.num
			return v
		}
	}
	return value{}.from(v)
}

func (fr *frame) binary(e *env, x *ast.BinaryExpr) value {
	v := fr.eval(e, x.X)
	switch x.Op {
	case token.LAND, token.LOR:
		decides := x.Op == token.LOR
		if v.is(decides) {
			return v
		}
		w := fr.eval(e, x.Y)
		switch {
		case w.is(decides), v.is(!decides):
			return w.from(v)
		case w.is(!decides):
			return v.from(w)
		}
		return value{}.from(v, w)
	}
	w := fr.eval(e, x.Y)
	switch x.Op {
	case token.EQL:
		return equal(v, w)
	case token.NEQ:
		return equal(v, w).not()
	case token.LSS:
		return less(v, w, false)
	case token.LEQ:
		return less(v, w, true)
	case token.GTR:
		return less(w, v, false)
	case token.GEQ:
		return less(w, v, true)
	case token.AND:
		// A mask that takes the low bits of a code, as in HRESULT_FACILITY.
		if v.kind == number && w.kind == number {
			return num(v.num&w.num).from(v, w)
		}
	}
	return value{}.from(v, w)
}

// composite evaluates a literal: a pointer, map or slice to it is not nil.
func (fr *frame) composite(e *env, x *ast.CompositeLit) value {
	out := value{}
	for _, elt := range x.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
		}
		out = out.from(fr.eval(e, elt))
	}
	if t := fr.p.Info.TypeOf(x); t != nil {
		switch t.Underlying().(type) {
		case *types.Map, *types.Slice, *types.Pointer:
			out.kind = some
		}
	}
	return out
}

// captures looks into a literal that runs at some other time: what it reads escapes, what it sets is not known any more.
func (fr *frame) captures(e *env, lit *ast.FuncLit) {
	sets := map[*ast.Ident]bool{}
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok == token.ASSIGN {
				for _, x := range n.Lhs {
					if id, ok := ast.Unparen(x).(*ast.Ident); ok {
						sets[id] = true
						if k, ok := fr.key(id); ok {
							if _, ok := e.vars[k]; ok {
								fr.put(e, k, value{}.from(e.vars[k]))
							}
						}
					}
				}
			}
		case *ast.Ident:
			if !sets[n] {
				if k, ok := fr.key(n); ok {
					fr.escape(e.vars[k])
				}
			}
		}
		return true
	})
}

// tuple evaluates an expression that has n values; as many as it has for n 0, but never none.
func (fr *frame) tuple(e *env, x ast.Expr, n int) []value {
	var out []value
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		out = fr.call(e, x)
	case *ast.TypeAssertExpr:
		v := fr.eval(e, x.X)
		if x.Type == nil { // the head of a switch
			out = []value{v}
			break
		}
		is, ok := fr.assert(v, x.Type)
		if n < 2 && v.kind == null {
			is = num(0).from(v) // the program would not survive it; the case is taken to be known not to arise
		}
		out = []value{is, ok}
	default:
		out = []value{fr.eval(e, x)}
	}
	for len(out) < max(n, 1) {
		out = append(out, value{})
	}
	return out
}

// assert returns v.(t) and whether v is of that type.
func (fr *frame) assert(v value, t ast.Expr) (is, ok value) {
	name := ""
	switch x := ast.Unparen(t).(type) {
	case *ast.Ident:
		name = x.Name
	case *ast.SelectorExpr:
		name = x.Sel.Name
	}
	if name == "nil" {
		return v, equal(v, value{kind: null})
	}
	iface := name == "error"
	if typ := fr.p.Info.TypeOf(t); typ != nil {
		if types.IsInterface(typ) {
			iface = true
		}
		if n, ok := types.Unalias(typ).(*types.Named); ok {
			name = n.Obj().Name()
		}
	}
	switch {
	case v.kind == null:
		is = value{kind: null}
		if !iface {
			is = num(0)
		}
		return is.from(v), truthOf(false).from(v)
	case v.kind == number && name == "Errno", name == "error" && (v.kind == number || v.kind == failure):
		return v, truthOf(true).from(v)
	case v.kind == number && !iface:
		return value{told: v.told}, truthOf(false).from(v)
	}
	return value{told: v.told}, value{told: v.told}
}

// zero returns the zero value of a type.
func zero(t types.Type) value {
	if t == nil {
		return value{}
	}
	switch t := t.Underlying().(type) {
	case *types.Basic:
		switch info := t.Info(); {
		case info&types.IsInteger != 0:
			return num(0)
		case info&types.IsBoolean != 0:
			return truthOf(false)
		case info&types.IsString != 0:
			return value{kind: text}
		case t.Kind() == types.UnsafePointer:
			return value{kind: null}
		}
	case *types.Interface, *types.Pointer, *types.Map, *types.Slice, *types.Chan, *types.Signature:
		return value{kind: null}
	}
	return value{}
}

func isErrorType(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

func isBasic(t types.Type, info types.BasicInfo) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&info != 0
}
