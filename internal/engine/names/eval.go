package names

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A World answers what an Evaluator cannot see in its own package.
type World interface {
	// Results returns the possible values of the results of a function of another package, in terms of its parameters, or
	// nil.
	Results(fn *types.Func) []Values
	// Stored returns the possible values of a field or variable of another package as that package sets it, or nil.
	Stored(v *types.Var, name string) Values
	// Const returns the value of a constant of another package with the place of its literal, or nil.
	Const(c *types.Const) Values
}

// An Evaluator tells the values of the expressions of one package.
type Evaluator struct {
	Pkg *code.Package
	// Commands returns what the catalogue knows of the command that a value of os/exec stands for. It may be nil.
	Commands func(x ast.Expr) []*winapi.Func

	cat   *winapi.Catalogue
	world World

	memo    map[ast.Expr]Values // values that hold whoever asks
	results map[*code.Func][]Values
	answers map[any]any                                 // of questions from outside, whatever they met
	stores  map[*types.Var]map[types.Object][]*code.Def // what is put in a field, by the variable before the dot

	facts       map[*types.Func]*winapi.Func // what the catalogue knows of functions that were asked about
	settings    map[*types.Var]bool          // the fields that are read from a file of settings; nil until somebody asks
	defaulting  []*ast.CallExpr              // see setDefaults
	hasDefaults bool

	// The question being answered. What met a cycle or a bound is not the same for every question, so it is remembered
	// for this one only.
	active  []any // what is being evaluated, the innermost last
	scratch map[ast.Expr]Values
	returns map[*code.Func][]Values
	steps   int
	cut     bool // a bound or a cycle was met
}

// Bounds of one question: nested expressions and definitions, all that are looked at, and the definitions of one variable or field.
const (
	maxNesting     = 200
	maxSteps       = 4000
	maxDefinitions = 256
)

// New returns an evaluator for pkg.
func New(pkg *code.Package, cat *winapi.Catalogue, world World) *Evaluator {
	return &Evaluator{
		Pkg: pkg, cat: cat, world: world,
		memo: map[ast.Expr]Values{}, results: map[*code.Func][]Values{}, answers: map[any]any{},
		stores: map[*types.Var]map[types.Object][]*code.Def{}, facts: map[*types.Func]*winapi.Func{},
	}
}

// Fact returns what the catalogue knows of a function, or nil.
func (e *Evaluator) Fact(fn *types.Func) *winapi.Func {
	f, ok := e.facts[fn]
	if !ok {
		f = e.cat.Go(e.Pkg.FullName(fn))
		e.facts[fn] = f
	}
	return f
}

// Eval returns the possible values of x.
func (e *Evaluator) Eval(x ast.Expr) Values {
	x = ast.Unparen(x)
	if v, ok := e.memo[x]; ok {
		return v
	}
	if len(e.active) == 0 {
		if v, ok := e.answers[x]; ok {
			return v.(Values)
		}
	} else if v, ok := e.scratch[x]; ok {
		e.cut = true
		return v
	}
	var out Values
	outer := e.cut
	e.cut = false
	done := e.guard(x, func() { out = e.eval(x) })
	if out == nil {
		out = Any()
	}
	switch {
	case !e.cut:
		e.memo[x] = out
	case len(e.active) == 0:
		e.answers[x] = out
	case done:
		if e.scratch == nil {
			e.scratch = map[ast.Expr]Values{}
		}
		e.scratch[x] = out
	}
	e.cut = e.cut || outer
	return out
}

// guard runs f and reports so, unless key is being evaluated already or a bound is met.
func (e *Evaluator) guard(key any, f func()) bool {
	depth := len(e.active)
	if depth == 0 {
		e.steps, e.scratch, e.returns = 0, nil, nil
	}
	if depth > maxNesting || e.steps > maxSteps || slices.Contains(e.active, key) {
		e.cut = true
		return false
	}
	e.active = append(e.active, key)
	e.steps++
	f()
	e.active = e.active[:depth]
	return true
}

func (e *Evaluator) eval(x ast.Expr) Values {
	info := e.Pkg.Info
	switch x := x.(type) {
	case *ast.BasicLit:
		return constantAt(info.Types[x].Value, x)
	case *ast.Ident:
		return e.object(info.Uses[x], x.Pos())
	case *ast.SelectorExpr:
		if sel, ok := info.Selections[x]; ok {
			switch sel.Kind() {
			case types.FieldVal:
				return e.field(x, sel)
			case types.MethodVal, types.MethodExpr:
				if proc, ok := e.bound(x); ok {
					return One(proc)
				}
				return One(Segment{Kind: Function, Text: sel.Obj().(*types.Func).Origin().FullName()})
			}
		}
		return e.object(info.Uses[x.Sel], x.Pos())
	case *ast.BinaryExpr:
		return e.binary(x)
	case *ast.CallExpr:
		return e.Result(x, 0)
	case *ast.UnaryExpr:
		switch x.Op {
		case token.AND:
			return e.Eval(x.X)
		case token.NOT:
			return e.Eval(x.X).Map(negated)
		case token.ARROW:
			return e.received(x)
		}
		return constantAt(info.Types[x].Value, nil)
	case *ast.StarExpr:
		return e.Eval(x.X)
	case *ast.TypeAssertExpr:
		return e.Eval(x.X)
	case *ast.IndexExpr:
		return e.element(x)
	case *ast.SliceExpr:
		v := e.Eval(x.X)
		if x.Low == nil && x.High == nil {
			return v
		}
		// addr[:strings.LastIndex(addr, ":")] is how a port is cut off by hand.
		return v.Map(func(s Segment) Segment {
			switch s.Kind {
			case Known:
				return Segment{Kind: Unknown}
			case Address, Param, Field:
				switch {
				case s.Digest || !isString(e.Pkg.Info.TypeOf(x)):
				case x.Low == nil:
					return s.bare()
				case s.Kind == Address && e.Pkg.Info.Types[x.Low].Value == nil:
					return Segment{Kind: Unknown} // addr[i+1:], the port
				}
			}
			return s
		})
	case *ast.CompositeLit:
		return e.composite(x)
	case *ast.FuncLit:
		if f := e.Pkg.FuncAt(x); f != nil {
			return One(Segment{Kind: Function, Text: f.ID})
		}
	}
	return nil
}

// received returns the numbers that are put into the channel which x receives from, and unknown ones if others than this
// package's functions see the channel.
func (e *Evaluator) received(x *ast.UnaryExpr) Values {
	id, ok := ast.Unparen(x.X).(*ast.Ident)
	if t := e.Pkg.Info.TypeOf(x); !ok || t == nil || !isNumber(t) {
		return nil
	}
	uses := e.Pkg.Uses(e.Pkg.Info.Uses[id])
	if len(uses) > MaxAlternatives {
		return nil
	}
	var out Values
	for _, use := range uses {
		outer := e.Pkg.Enclosing(use.Pos(), use.End())
		if len(outer) < 2 {
			continue
		}
		switch n := outer[1].(type) {
		case *ast.SendStmt:
			if n.Chan == ast.Expr(use) {
				out = Union(out, e.Eval(n.Value))
			}
		case *ast.CallExpr:
			out = Union(out, One(Segment{Kind: Unknown, Plain: true}))
		}
	}
	return out
}

// bound returns the method value by which a known procedure is called: createMutex.Call.
func (e *Evaluator) bound(x *ast.SelectorExpr) (Segment, bool) {
	fn := e.Pkg.Info.Uses[x.Sel].(*types.Func).Origin().FullName()
	f := e.cat.Go(fn)
	if f == nil {
		return Segment{}, false
	}
	if _, ok := f.Is[winapi.Invoke]; !ok {
		return Segment{}, false
	}
	proc, ok := e.embedded(x).Name()
	return Segment{Kind: Function, Text: fn, Path: proc}, ok
}

// constantAt returns the value of a constant whose literal, if it is known, is lit.
func constantAt(v constant.Value, lit *ast.BasicLit) Values {
	if v == nil {
		return nil
	}
	s := Segment{Kind: Known}
	switch v.Kind() {
	case constant.String:
		s.Text = constant.StringVal(v)
		if lit != nil {
			s.pos, s.end = lit.Pos(), lit.End()
		}
	case constant.Bool, constant.Int:
		s.Text, s.Plain = v.ExactString(), true
	default:
		return nil
	}
	return One(s)
}

func (e *Evaluator) object(obj types.Object, pos token.Pos) Values {
	switch obj := obj.(type) {
	case *types.Const:
		return e.Const(obj)
	case *types.Nil:
		return One(Segment{Kind: Nil})
	case *types.Func:
		return One(Segment{Kind: Function, Text: obj.Origin().FullName()})
	case *types.Var:
		return e.variable(obj, pos)
	}
	return nil
}

// Const returns the value of a constant, with the places of the literals it is made of where its declaration can be seen.
func (e *Evaluator) Const(c *types.Const) Values {
	if c.Pkg() == e.Pkg.Types {
		if x := e.Pkg.Const(c); x != nil && c.Val().Kind() == constant.String {
			return e.Eval(x)
		}
	} else if c.Pkg() != nil {
		if v := e.world.Const(c); v != nil {
			return v
		}
	}
	return constantAt(c.Val(), nil)
}

// Variable returns the possible values of a variable at pos.
func (e *Evaluator) Variable(v *types.Var, pos token.Pos) Values { return e.variable(v, pos) }

func (e *Evaluator) variable(v *types.Var, pos token.Pos) Values {
	if v.IsField() {
		return nil
	}
	if v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
		name := v.Pkg().Path() + "." + v.Name()
		if f := e.cat.Go(name); f != nil {
			if _, ok := v.Type().Underlying().(*types.Signature); ok {
				return One(Segment{Kind: Function, Text: name}) // what it returns is told, not what it is
			}
			if s, ok := source(f, 0); ok {
				return One(s)
			}
			if s, ok := desktop(f); ok {
				return One(s)
			}
		}
		if v.Pkg() != e.Pkg.Types {
			return e.world.Stored(v, name)
		}
		return e.union(e.Pkg.Defs(v))
	}
	return e.outsideServices(e.union(e.Pkg.Reaching(v, pos)), pos)
}

// union returns what any of the definitions gives.
func (e *Evaluator) union(defs []*code.Def) Values {
	if len(defs) > maxDefinitions {
		return Any()
	}
	filled := len(defs) > 1 && areFilled(defs)
	var out Values
	for _, d := range defs {
		if filled && (d.Kind == code.Zero || e.room(d)) {
			continue // a value is put there by its address, or copied
		}
		v := e.Def(d)
		if v == nil {
			v = Any()
		}
		if out == nil {
			out = slices.Clip(v) // what is appended moves it to room of its own
			continue
		}
		n := len(out)
		if out = out.add(v); len(out) < n {
			return out // it may be anything, whatever the others give
		}
	}
	return out
}

// room reports whether a definition makes an empty list.
func (e *Evaluator) room(d *code.Def) bool {
	if d.Kind != code.Assigned || d.Value == nil {
		return false
	}
	c, ok := ast.Unparen(d.Value).(*ast.CallExpr)
	return ok && e.builtinName(c) == "make"
}

// areFilled reports whether one of the definitions puts something into what another one made.
func areFilled(defs []*code.Def) bool {
	for _, d := range defs {
		if d.Kind == code.Addressed || d.Op == token.ELLIPSIS {
			return true
		}
	}
	return false
}

// Def returns what a definition gives the variable.
func (e *Evaluator) Def(d *code.Def) (out Values) {
	e.guard(d, func() { out = e.def(d) })
	return out
}

func (e *Evaluator) def(d *code.Def) Values {
	switch d.Kind {
	case code.Assigned:
		if d.Index < 0 {
			return e.Eval(d.Value)
		}
		if call, ok := ast.Unparen(d.Value).(*ast.CallExpr); ok {
			return e.Result(call, d.Index)
		}
		if d.Index == 0 { // v, ok := m[k], x.(T), <-c
			return e.Eval(d.Value)
		}
	case code.Ranged:
		if t := e.Pkg.Info.TypeOf(d.Value); t != nil {
			if _, ok := t.Underlying().(*types.Signature); ok {
				return e.yielded(d.Value, d.Index)
			}
		}
		if d.Index == 1 {
			return e.Eval(d.Value)
		}
		return One(Segment{Kind: Unknown, Plain: isNumber(e.Pkg.Info.TypeOf(d.Value))})
	case code.Given:
		return One(Segment{Kind: Param, Func: d.Func.ID, Index: d.Index})
	case code.Zero:
		return e.zero(d)
	case code.Changed:
		if d.Op == token.ADD_ASSIGN && d.Value != nil && isString(e.Pkg.Info.TypeOf(d.Value)) {
			as := d.Node.(*ast.AssignStmt)
			if id, ok := as.Lhs[0].(*ast.Ident); ok {
				if v, ok := e.Pkg.Info.Uses[id].(*types.Var); ok && !v.IsField() {
					return Concat(e.union(e.Pkg.Reaching(v, id.Pos())), e.Eval(d.Value))
				}
			}
		}
	case code.Addressed:
		call := d.Value.(*ast.CallExpr)
		return e.out(call, d.Index)
	}
	return nil
}

// yielded returns what an iterator function hands to its yield function as argument i.
func (e *Evaluator) yielded(iter ast.Expr, i int) Values {
	var out Values
	for _, t := range e.Eval(iter) {
		if len(t) != 1 || t[0].Kind != Function {
			return nil
		}
		f := e.byID(t[0].Text)
		if f == nil || f.Sig.Params().Len() != 1 {
			return nil
		}
		yield := f.Sig.Params().At(0)
		for _, id := range e.Pkg.Uses(yield) {
			for _, n := range e.Pkg.Enclosing(id.Pos(), id.End()) {
				if call, ok := n.(*ast.CallExpr); ok {
					if call.Fun == id && i < len(call.Args) {
						out = Union(out, e.Eval(call.Args[i]))
					}
					break
				}
			}
		}
	}
	return out
}

func (e *Evaluator) zero(d *code.Def) Values {
	var t types.Type
	switch n := d.Node.(type) {
	case *ast.ValueSpec:
		if n.Type != nil {
			t = e.Pkg.Info.TypeOf(n.Type)
		}
	case *ast.Field:
		t = e.Pkg.Info.TypeOf(n.Type)
	}
	if t == nil {
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsString != 0:
			return Lit("")
		case u.Info()&types.IsBoolean != 0:
			return Lit("false")
		case u.Info()&types.IsNumeric != 0:
			return One(Segment{Kind: Known, Text: "0", Plain: true})
		}
	case *types.Pointer, *types.Interface, *types.Map, *types.Slice, *types.Signature, *types.Chan:
		return One(Segment{Kind: Nil})
	case *types.Struct:
		return One(Segment{Kind: Object, Text: types.TypeString(t, nil)})
	}
	return nil
}

// Field returns the value of the field at path ("Name", "Config.Name") of x.
func (e *Evaluator) Field(x ast.Expr, path string) Values {
	x = ast.Unparen(x)
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.AND {
		x = ast.Unparen(u.X)
	}
	name, rest, nested := cutPath(path)
	var f *types.Var
	t := e.Pkg.Info.TypeOf(x)
	if t != nil {
		obj, _, _ := types.LookupFieldOrMethod(t, true, e.Pkg.Types, name)
		f, _ = obj.(*types.Var)
	}
	if lit := e.literal(x); lit != nil {
		if v := e.elem(lit, name); v != nil {
			if nested {
				return e.Field(v, rest)
			}
			if f != nil {
				return e.preset(f, e.Eval(v))
			}
			return e.Eval(v)
		}
	}
	switch {
	case f == nil:
		return nil
	case nested:
		return One(Segment{Kind: Unknown})
	}
	return e.fieldOf(x, f, t)
}

func cutPath(path string) (name, rest string, nested bool) {
	for i := range len(path) {
		if path[i] == '.' {
			return path[:i], path[i+1:], true
		}
	}
	return path, "", false
}

// literal returns the composite literal that x is: itself, or the only value of a local variable.
func (e *Evaluator) literal(x ast.Expr) *ast.CompositeLit {
	switch x := ast.Unparen(x).(type) {
	case *ast.CompositeLit:
		return x
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return e.literal(x.X)
		}
	case *ast.Ident:
		v, ok := e.Pkg.Info.Uses[x].(*types.Var)
		if !ok || v.IsField() {
			return nil
		}
		var found *ast.CompositeLit
		for _, d := range e.Pkg.Defs(v) {
			if d.Kind == code.Addressed {
				continue
			}
			if d.Kind != code.Assigned || d.Index >= 0 || found != nil {
				return nil
			}
			switch y := ast.Unparen(d.Value).(type) {
			case *ast.CompositeLit:
				found = y
			case *ast.UnaryExpr:
				found, _ = ast.Unparen(y.X).(*ast.CompositeLit)
			}
			if found == nil {
				return nil
			}
		}
		return found
	}
	return nil
}

// elem returns the value of a field in a composite literal with or without keys, or nil.
func (e *Evaluator) elem(lit *ast.CompositeLit, name string) ast.Expr {
	if v := element(lit, name); v != nil {
		return v
	}
	t := e.Pkg.Info.TypeOf(lit)
	if t == nil {
		return nil
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || len(lit.Elts) != s.NumFields() {
		return nil
	}
	for i, elt := range lit.Elts {
		if _, keyed := elt.(*ast.KeyValueExpr); !keyed && s.Field(i).Name() == name {
			return elt
		}
	}
	return nil
}

// element returns the value of a field in a composite literal, or nil.
func element(lit *ast.CompositeLit, name string) ast.Expr {
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok && key.Name == name {
				return kv.Value
			}
		}
	}
	return nil
}

// field evaluates the selection of a field.
func (e *Evaluator) field(x *ast.SelectorExpr, sel *types.Selection) Values {
	f := sel.Obj().(*types.Var)
	owner := ownerOf(sel)
	name := owner + "." + f.Name()
	fact := e.cat.Go(name)
	if v := e.sessionField(x, f, fact, sel.Recv()); v != nil {
		return v
	}
	if fact != nil {
		if s, ok := source(fact, 0); ok {
			if s.Kind == Address {
				return e.address(x, s)
			}
			return One(s.from(x))
		}
		if kind, ok := fact.Is[winapi.Transform]; ok {
			return e.Eval(x.X).Map(func(s Segment) Segment { return transformed(s, kind) })
		}
	}
	if v := e.property(x.X, f.Name()); v != nil {
		return v
	}
	if lit := e.literal(x.X); lit != nil {
		if v := element(lit, f.Name()); v != nil && len(e.assigned(x.X, f)) == 0 {
			return e.preset(f, e.Eval(v))
		}
	}
	v := e.choice(x, e.fieldOf(x.X, f, sel.Recv()))
	if e.told(x.X, f) {
		return Union(v, One(Segment{Kind: Address, Text: Name}))
	}
	if v != nil {
		return v
	}
	// A part of what says who the user is says it too: the SID in the answer of GetTokenUser; so does the serial number in
	// what is told of a board.
	if base := e.Eval(x.X); len(base) == 1 && len(base[0]) == 1 && (base[0][0].Kind == User || base[0][0].Kind == Host) {
		return base
	}
	return nil
}

// assigned returns the assignments to field f of the very variable base.
func (e *Evaluator) assigned(base ast.Expr, f *types.Var) []*code.Def {
	id, ok := ast.Unparen(base).(*ast.Ident)
	if !ok {
		return nil
	}
	stores, ok := e.stores[f]
	if !ok { // in a generated package thousands of places may set a field
		stores = map[types.Object][]*code.Def{}
		for _, d := range e.Pkg.Defs(f) {
			if b, ok := d.Base.(*ast.Ident); ok {
				stores[e.Pkg.Info.Uses[b]] = append(stores[e.Pkg.Info.Uses[b]], d)
			}
		}
		e.stores[f] = stores
	}
	if obj := e.Pkg.Info.Uses[id]; obj != nil {
		return stores[obj]
	}
	return nil
}

// fieldOf evaluates field f of base: what this very variable is given, else what the package ever stores in the field.
func (e *Evaluator) fieldOf(base ast.Expr, f *types.Var, recv types.Type) Values {
	if id, ok := ast.Unparen(base).(*ast.Ident); ok {
		if v, ok := e.Pkg.Info.Uses[id].(*types.Var); ok && !v.IsField() && v.Parent() != v.Pkg().Scope() {
			if own := e.assigned(base, f); len(own) > 0 && !isParam(e.Pkg.Defs(v)) {
				return e.preset(f, e.union(own))
			}
			if isParam(e.Pkg.Defs(v)) && len(e.Pkg.Defs(f)) == 0 {
				d := e.Pkg.Defs(v)[0]
				if d.Index >= 0 && f.Pkg() == e.Pkg.Types {
					return One(Segment{Kind: Param, Func: d.Func.ID, Index: d.Index, Path: f.Name()})
				}
			}
		}
	}
	defs := e.Pkg.Defs(f)
	name := FieldName(f, recv)
	var out Values
	if len(defs) > 0 {
		out = e.preset(f, e.union(defs))
	}
	if f.Pkg() != e.Pkg.Types {
		if v := e.world.Stored(f, name); v != nil {
			out = Union(out, e.preset(f, v))
		}
		if out == nil {
			return nil
		}
		return out
	}
	if f.Exported() && e.Pkg.Types.Name() != "main" {
		out = Union(out, One(Segment{Kind: Field, Func: name}))
	}
	return out
}

func isParam(defs []*code.Def) bool { return len(defs) == 1 && defs[0].Kind == code.Given }

// FieldName returns the full name of a field as the catalogue and the summaries write it: "path.Type.Field".
func FieldName(f *types.Var, recv types.Type) string {
	if ptr, ok := recv.(*types.Pointer); ok {
		recv = ptr.Elem()
	}
	if named, ok := types.Unalias(recv).(*types.Named); ok && named.Obj().Pkg() != nil {
		return named.Obj().Pkg().Path() + "." + named.Obj().Name() + "." + f.Name()
	}
	return "." + f.Name()
}

// ownerOf returns the full name of the struct type that declares the selected field, which may be embedded.
func ownerOf(sel *types.Selection) string {
	t := sel.Recv()
	index := sel.Index()
	for _, i := range index[:len(index)-1] {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		s, ok := t.Underlying().(*types.Struct)
		if !ok {
			return ""
		}
		t = s.Field(i).Type()
	}
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && named.Obj().Pkg() != nil {
		return named.Obj().Pkg().Path() + "." + named.Obj().Name()
	}
	return ""
}

func (e *Evaluator) element(x *ast.IndexExpr) Values {
	if tv := e.Pkg.Info.Types[x.Index]; tv.IsType() { // an instantiated function
		return e.Eval(x.X)
	}
	if tv := e.Pkg.Info.Types[x.X]; tv.Type != nil && isString(tv.Type) {
		return One(Segment{Kind: Unknown})
	}
	if v := e.ownProgram(x); v != nil {
		return v
	}
	if v, ok := e.entry(x); ok {
		return v
	}
	v := e.picked(x, e.Eval(x.X))
	if e.Pkg.Info.Types[x.Index].Value == nil {
		return v
	}
	if item := e.Item(x); len(item) == 1 && len(item[0]) == 1 && item[0][0].Spread {
		return item // of the list that callers give
	}
	return v.Map(firstOf)
}

// composite evaluates a literal: the elements of a list are alternatives, a struct is an object of its type.
func (e *Evaluator) composite(x *ast.CompositeLit) Values {
	t := e.Pkg.Info.TypeOf(x)
	if t == nil {
		return nil
	}
	switch t.Underlying().(type) {
	case *types.Struct, *types.Pointer:
		if named, ok := types.Unalias(t).(*types.Named); ok && named.Obj().Pkg() != nil {
			// &windows.LazyProc{Name: "CreateMutexW"}
			if lit := element(x, "Name"); lit != nil {
				if f := e.cat.Go(named.Obj().Pkg().Path() + "." + named.Obj().Name() + ".Name"); f != nil {
					if _, ok := f.Is[winapi.Procedure]; ok {
						return e.Eval(lit)
					}
				}
			}
		}
		if v := e.endpoint(x, t); v != nil {
			return v
		}
		return One(Segment{Kind: Object, Text: types.TypeString(t, nil)})
	case *types.Slice, *types.Array, *types.Map:
		if len(x.Elts) == 0 || len(x.Elts) > MaxAlternatives {
			return Any()
		}
		var out Values
		for _, elt := range x.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			out = Union(out, e.Eval(elt))
		}
		return out
	}
	return nil
}

// endpoint evaluates a literal of a structure that holds a remote address beside its port: &net.TCPAddr{IP: ip, Port: n}.
// It is nil if x is none.
func (e *Evaluator) endpoint(x *ast.CompositeLit, t types.Type) Values {
	var addr Values
	whole := false
	for _, elt := range x.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			return nil
		}
		id, ok := kv.Key.(*ast.Ident)
		if !ok {
			return nil
		}
		f, ok := e.Pkg.Info.Uses[id].(*types.Var)
		if !ok || !f.IsField() {
			return nil
		}
		if fact := e.cat.Go(FieldName(f, t)); fact != nil && fact.Is[winapi.Transform] == "port.drop" {
			addr = e.Eval(kv.Value)
		} else {
			whole = whole || isNumber(f.Type())
		}
	}
	if !slices.ContainsFunc(addr, func(t Text) bool { return t.Has(Address, Param) }) {
		return nil
	}
	return addr.Map(func(s Segment) Segment {
		if whole {
			s.Port, s.Bare = s.Port || s.Kind == Address, false
		}
		return s
	})
}

func (e *Evaluator) binary(x *ast.BinaryExpr) Values {
	info := e.Pkg.Info
	switch x.Op {
	case token.ADD:
		if isString(info.TypeOf(x)) {
			return Concat(e.Eval(x.X), e.Eval(x.Y))
		}
	case token.EQL, token.NEQ:
		return e.comparison(x)
	case token.LAND, token.LOR:
		return e.unlessFailed(x)
	}
	if v := info.Types[x].Value; v != nil {
		return constantAt(v, nil)
	}
	if !isNumber(info.TypeOf(x)) {
		return nil
	}
	// A number computed from a session id still tells sessions apart.
	for _, v := range []Values{e.Eval(x.X), e.Eval(x.Y)} {
		for _, t := range v {
			for _, s := range t {
				switch s.Kind {
				case UnixID:
					return One(s)
				case Session, User, Process, Random, Time, Config:
					return One(Segment{Kind: s.Kind, Plain: true})
				}
			}
		}
	}
	return One(Segment{Kind: Unknown, Plain: true})
}

// comparison evaluates x == y where one side is a truth value, or a session id compared with 0, the services' session.
func (e *Evaluator) comparison(x *ast.BinaryExpr) Values {
	if v := e.Pkg.Info.Types[x].Value; v != nil {
		return constantAt(v, nil)
	}
	if y, ok := e.againstNil(x); ok {
		service, ok := e.holder(y, 0)
		if !ok {
			return nil
		}
		set := x.Op == token.NEQ
		test := Segment{Kind: Service, Text: strconv.FormatBool(service == set)}
		if !service || isErrorType(e.Pkg.Info.TypeOf(y)) {
			// Only what is not nil proves something: it may be missing for other reasons. What services have and is
			// missing may be so in a service as well, but then a report is lost and no wrong one made.
			test.Path = strconv.FormatBool(set)
		}
		return One(test)
	}
	if v := e.startedBy(x, x.X, x.Y); v != nil {
		if x.Op == token.NEQ {
			v = v.Map(negated)
		}
		return v
	}
	if !e.mayDecide(x) {
		return nil
	}
	a, b := e.Eval(x.X), e.Eval(x.Y)
	if _, ok := a.Known(); ok {
		a, b = b, a
	}
	text, ok := b.Known()
	if !ok || len(a) != 1 || len(a[0]) != 1 {
		return nil
	}
	s := a[0][0]
	switch {
	case s.Kind == Service && (text == "true" || text == "false"):
		if text == "false" {
			s = negated(s)
		}
	case s.Kind == Session && (s.Text == "" || s.Text == Own) && text == "0":
		s = Segment{Kind: Service, Text: "true"}
	default:
		return nil
	}
	if x.Op == token.NEQ {
		s = negated(s)
	}
	return One(s)
}

// mayDecide reports whether one side of a comparison may be a truth value or 0. Most comparisons are with something else, or of two
// texts that nobody knows, and to find out what these are takes long.
func (e *Evaluator) mayDecide(x *ast.BinaryExpr) bool {
	known := false
	for _, side := range []ast.Expr{x.X, x.Y} {
		if tv := e.Pkg.Info.Types[side]; tv.Value != nil {
			known = true
			switch text, _ := constantAt(tv.Value, nil).Known(); text {
			case "true", "false", "0":
				return true
			}
		}
	}
	return !known && !isString(e.Pkg.Info.TypeOf(x.X))
}

func negated(s Segment) Segment {
	if s.Kind == Service || s.Kind == Known {
		switch s.Text {
		case "true":
			s.Text = "false"
		case "false":
			s.Text = "true"
		}
	}
	if s.Kind == Service {
		switch s.Path {
		case "true":
			s.Path = "false"
		case "false":
			s.Path = "true"
		}
	}
	return s
}

func isString(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func isNumber(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

// Int returns the number that v certainly is.
func (v Values) Int() (int64, bool) {
	s, ok := v.Known()
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 0, 64)
	if err != nil {
		u, err := strconv.ParseUint(s, 0, 64)
		return int64(u), err == nil
	}
	return n, true
}

// Stored returns the possible values of a field or a package-level variable as this package sets it, or nil.
func (e *Evaluator) Stored(v *types.Var) Values {
	defs := e.Pkg.Defs(v)
	if len(defs) == 0 {
		return nil
	}
	return e.preset(v, e.union(defs))
}
