// Package code indexes the syntax of one type-checked package for questions about values and control flow: which
// functions there are, where a variable is set, which block a call stands in and under which conditions.
//
// It works on syntax and types.Info alone. That keeps the positions of literals, which a fix needs, and it goes on
// working where a body does not type-check or calls C.
package code

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"sync"
)

// A Package is the syntax of one package with its indexes.
type Package struct {
	Fset  *token.FileSet
	Files []*ast.File
	Types *types.Package
	Info  *types.Info

	// Funcs are the declared functions and methods, the literals within them, and one for the initialisers of the
	// package's variables, in source order.
	Funcs []*Func
	// Nodes are the nodes of the kinds that [listed] names, in source order. Who looks for some of them in the whole package goes
	// through this list: there are few of them among names, types and blocks, and to walk the files takes many times as long.
	Nodes []ast.Node
	// Exits tells a call that does not return. It may be nil.
	Exits func(*ast.CallExpr) bool

	byNode   map[ast.Node]*Func
	byObj    map[*types.Func]*Func
	defs     map[*types.Var][]*Def
	consts   map[*types.Const]ast.Expr
	stored   map[ast.Expr]Store
	starts   map[*ast.CallExpr]token.Token
	switches map[*ast.CaseClause]*ast.SwitchStmt
	uses     func() map[types.Object][]*ast.Ident
	usesIn   sync.Map // of ast.Decl: see Uses
	cCalls   func() map[string][]string
	fields   func() []*types.Var
	names    sync.Map // of *types.Func: see FullName
	outlines sync.Map // of ast.Node, an *outline
}

// A Func is a declared function, a literal, or the package's variable initialisers.
type Func struct {
	ID     string
	Pkg    *Package
	Node   ast.Node    // *ast.FuncDecl, *ast.FuncLit, or nil for the initialisers
	Obj    *types.Func // nil for literals and initialisers
	Parent *Func       // the function around a literal
	Sig    *types.Signature
	Body   *ast.BlockStmt // nil for the initialisers and for functions without a body
	// Calls are the calls in the function's own body, those of the literals in it excepted, in source order.
	Calls []*ast.CallExpr
	// Lits are the literals directly inside.
	Lits []*Func
	// Returns are the return statements of the function's own body.
	Returns []*ast.ReturnStmt
	// Refs are the functions named in the body otherwise than to call them.
	Refs []*ast.Ident
	// Called says that a literal is called where it stands.
	Called bool

	graph    *Graph
	noReturn int8 // 0 not asked, 1 being asked, 2 no, 3 yes
}

// A Store says where an expression is put: into a field, or into a list or table, where Field is nil.
type Store struct {
	Field *types.Var
	Owner types.Type // the struct, or a pointer to it
}

// A DefKind says how a variable gets a value.
type DefKind uint8

// The kinds of definitions.
const (
	Assigned  DefKind = iota // from Value, or its result Index
	Ranged                   // an element (Index 1) or key (Index 0) of Value
	Given                    // a parameter, Index in the signature; -1 for the receiver
	Zero                     // declared without a value
	Changed                  // x op= Value, x++
	Addressed                // &x is argument Index of the call Value
)

// A Def is one place where a variable or field gets a value.
type Def struct {
	Kind  DefKind
	Value ast.Expr
	Index int // of the result where Value is a call with several; -1 for the value itself
	Op    token.Token
	Node  ast.Node // the statement, spec or call
	Func  *Func    // where it stands
	// Base is the expression whose field is set, nil for a variable and in a composite literal.
	Base ast.Expr
}

// New indexes a package.
func New(fset *token.FileSet, files []*ast.File, pkg *types.Package, info *types.Info) *Package {
	p := &Package{
		Fset: fset, Files: files, Types: pkg, Info: info,
		Nodes:  make([]ast.Node, 0, len(info.Types)*2/3), // seldom are there more
		byNode: map[ast.Node]*Func{}, byObj: map[*types.Func]*Func{}, defs: make(map[*types.Var][]*Def, len(info.Defs)/2),
		consts: map[*types.Const]ast.Expr{}, stored: map[ast.Expr]Store{}, starts: map[*ast.CallExpr]token.Token{},
		switches: map[*ast.CaseClause]*ast.SwitchStmt{},
	}
	p.uses = sync.OnceValue(func() map[types.Object][]*ast.Ident {
		m := make(map[types.Object][]*ast.Ident)
		for id, obj := range info.Uses {
			m[obj] = append(m[obj], id)
		}
		for _, ids := range m {
			slices.SortFunc(ids, func(a, b *ast.Ident) int { return cmp.Compare(a.Pos(), b.Pos()) })
		}
		return m
	})
	p.cCalls = sync.OnceValue(p.readC)
	p.fields = sync.OnceValue(p.readFields)
	vars := &Func{ID: pkg.Path() + ".init$vars", Pkg: p}
	p.Funcs = append(p.Funcs, vars)
	inits := 0
	for _, file := range files {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.GenDecl:
				p.index(vars, decl)
			case *ast.FuncDecl:
				f := &Func{Pkg: p, Node: decl, Body: decl.Body}
				f.Obj, _ = info.Defs[decl.Name].(*types.Func)
				if f.Obj == nil {
					f.ID = pkg.Path() + "." + decl.Name.Name // an ill-typed declaration
				} else {
					f.ID, f.Sig = p.FullName(f.Obj), f.Obj.Signature()
					p.byObj[f.Obj] = f
				}
				if decl.Recv == nil && decl.Name.Name == "init" {
					f.ID += "#" + strconv.Itoa(inits)
					inits++
				}
				p.Funcs = append(p.Funcs, f)
				p.byNode[decl] = f
				p.params(f, decl.Recv, decl.Type)
				if decl.Body != nil {
					p.index(f, decl.Body)
				}
			}
		}
	}
	slices.SortStableFunc(p.Funcs[1:], func(a, b *Func) int { return cmp.Compare(a.Node.Pos(), b.Node.Pos()) })
	return p
}

// Const returns the expression that c is declared with in this package, or nil where it repeats the one before.
func (p *Package) Const(c *types.Const) ast.Expr { return p.consts[c] }

// Pos returns where f begins; the package's first file for the initialisers.
func (f *Func) Pos() token.Pos {
	if f.Node == nil {
		return f.Pkg.Files[0].Pos()
	}
	return f.Node.Pos()
}

// FullName returns fn.FullName(). Whoever looks at a call asks for it, and types makes it anew each time.
func (p *Package) FullName(fn *types.Func) string {
	if name, ok := p.names.Load(fn); ok {
		return name.(string)
	}
	name := fullName(fn)
	p.names.Store(fn, name)
	return name
}

// fullName returns fn.FullName(). That prints the receiver as it prints any type; here most are put together at once.
func fullName(fn *types.Func) string {
	if fn.Pkg() == nil || fn.Type() == nil {
		return fn.FullName()
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Pkg().Path() + "." + fn.Name()
	}
	t, before := recv.Type(), "("
	if ptr, ok := t.(*types.Pointer); ok {
		t, before = ptr.Elem(), "(*"
	}
	if named, ok := t.(*types.Named); ok && named.TypeParams() == nil && named.Obj().Pkg() == fn.Pkg() {
		return before + fn.Pkg().Path() + "." + named.Obj().Name() + ")." + fn.Name()
	}
	return fn.FullName()
}

// FuncOf returns the function declared for obj in this package, or nil.
func (p *Package) FuncOf(obj *types.Func) *Func { return p.byObj[obj.Origin()] }

// FuncAt returns the function whose node this is, or nil.
func (p *Package) FuncAt(n ast.Node) *Func { return p.byNode[n] }

// Stored reports where x, a function or another value, is put as an element of a literal or by an assignment to a field.
func (p *Package) Stored(x ast.Expr) (Store, bool) {
	s, ok := p.stored[x]
	return s, ok
}

// Statement returns token.GO or token.DEFER for the call of such a statement, and zero for any other.
func (p *Package) Statement(call *ast.CallExpr) token.Token { return p.starts[call] }

// Defs returns the places where v, a variable or a field, gets a value, in source order.
func (p *Package) Defs(v *types.Var) []*Def { return p.defs[v.Origin()] }

// Fields returns the fields that get a value in the package.
func (p *Package) Fields() []*types.Var { return p.fields() }

func (p *Package) readFields() []*types.Var {
	type field struct {
		v   *types.Var
		pos token.Pos // where it first gets a value
	}
	var all []field
	for v, defs := range p.defs {
		if v.IsField() {
			all = append(all, field{v, defs[0].Node.Pos()})
		}
	}
	slices.SortFunc(all, func(a, b field) int { return cmp.Compare(a.pos, b.pos) })
	out := make([]*types.Var, len(all))
	for i, f := range all {
		out[i] = f.v
	}
	return out
}

// Uses returns the identifiers that use obj, in source order. Those of a local variable are looked for in the one declaration that
// they can stand in: that is most of what is asked.
func (p *Package) Uses(obj types.Object) []*ast.Ident {
	v, ok := obj.(*types.Var)
	if !ok || v.Pkg() != p.Types || v.Parent() == nil || v.Parent() == p.Types.Scope() {
		return p.uses()[obj]
	}
	f := p.File(v.Pos())
	if f == nil {
		return nil
	}
	decl := declAt(f, v.Pos())
	if decl == nil {
		return nil
	}
	m, ok := p.usesIn.Load(decl)
	if !ok {
		m, _ = p.usesIn.LoadOrStore(decl, p.readUses(decl))
	}
	return m.(map[types.Object][]*ast.Ident)[v]
}

// readUses returns the identifiers in a declaration that use local variables.
func (p *Package) readUses(decl ast.Decl) map[types.Object][]*ast.Ident {
	m := make(map[types.Object][]*ast.Ident)
	ast.Inspect(decl, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := p.Info.Uses[id].(*types.Var); ok && v.Parent() != nil {
				m[v] = append(m[v], id)
			}
		}
		return true
	})
	return m
}

// File returns the file that holds pos, or nil.
func (p *Package) File(pos token.Pos) *ast.File {
	for _, f := range p.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			return f
		}
	}
	return nil
}

// Enclosed returns the innermost function around pos; the variable initialisers where there is none.
func (p *Package) Enclosed(pos token.Pos) *Func {
	i, found := slices.BinarySearchFunc(p.Funcs[1:], pos, func(f *Func, pos token.Pos) int { return cmp.Compare(f.Node.Pos(), pos) })
	if !found {
		i--
	}
	for ; i >= 0; i-- {
		f := p.Funcs[1+i]
		if f.Node.Pos() <= pos && pos < f.Node.End() {
			return f
		}
		if f.Parent == nil || f.Parent == p.Funcs[0] {
			break
		}
	}
	return p.Funcs[0]
}

// index walks n, which stands in f, and records what it finds.
func (p *Package) index(f *Func, n ast.Node) {
	// The identifiers and literals that the calls around name, and that are still to come: what stands before them in a call is
	// part of it.
	var callees []ast.Expr
	isCallee := func(n ast.Expr) bool {
		last := len(callees) - 1
		if last < 0 || callees[last] != n {
			return false
		}
		callees = callees[:last]
		return true
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if listed(n) {
			p.Nodes = append(p.Nodes, n)
		}
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.FuncLit:
			p.literal(f, n, isCallee(n))
			return false
		case *ast.Ident:
			if isCallee(n) {
				break
			}
			if _, ok := p.Info.Uses[n].(*types.Func); ok {
				f.Refs = append(f.Refs, n)
			}
		case *ast.CallExpr:
			f.Calls = append(f.Calls, n)
			switch fun := callee(n).(type) {
			case *ast.Ident, *ast.FuncLit:
				callees = append(callees, fun)
			}
			for i, arg := range n.Args {
				if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && u.Op == token.AND {
					p.addressed(f, u.X, n, i)
				} else if c, ok := ast.Unparen(arg).(*ast.CallExpr); ok {
					// uintptr(unsafe.Pointer(&x)), the way a procedure takes a pointer.
					if x := pointee(c); x != nil {
						p.addressed(f, x, n, i)
					}
				}
			}
			if p.copiesTexts(n) {
				p.define(f, n.Args[0], Def{Kind: Assigned, Value: n.Args[1], Index: -1, Op: token.ELLIPSIS, Node: n})
			}
		case *ast.GoStmt:
			p.starts[n.Call] = token.GO
		case *ast.DeferStmt:
			p.starts[n.Call] = token.DEFER
		case *ast.ReturnStmt:
			f.Returns = append(f.Returns, n)
		case *ast.AssignStmt:
			p.assign(f, n)
		case *ast.IncDecStmt:
			p.define(f, n.X, Def{Kind: Changed, Index: -1, Op: n.Tok, Node: n})
		case *ast.ValueSpec:
			p.spec(f, n)
		case *ast.RangeStmt:
			for i, x := range []ast.Expr{n.Key, n.Value} {
				if x != nil {
					p.define(f, x, Def{Kind: Ranged, Value: n.X, Index: i, Node: n})
				}
			}
		case *ast.CompositeLit:
			p.composite(f, n)
		case *ast.SwitchStmt:
			for _, clause := range n.Body.List {
				p.switches[clause.(*ast.CaseClause)] = n
			}
		}
		return true
	})
}

// listed reports whether [Package.Nodes] has n.
func listed(n ast.Node) bool {
	switch n.(type) {
	case *ast.AssignStmt, *ast.ValueSpec, *ast.ReturnStmt, *ast.SwitchStmt, *ast.ForStmt,
		*ast.BasicLit, *ast.CompositeLit, *ast.BinaryExpr, *ast.CallExpr, *ast.IndexExpr, *ast.SelectorExpr:
		return true
	}
	return false
}

// callee returns the identifier or the literal that names what call calls, or nil.
func callee(call *ast.CallExpr) ast.Expr {
	fun := ast.Unparen(call.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = ast.Unparen(x.X)
	case *ast.IndexListExpr:
		fun = ast.Unparen(x.X)
	}
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		return sel.Sel
	}
	return fun
}

func (p *Package) literal(f *Func, lit *ast.FuncLit, called bool) {
	g := &Func{
		Called: called,
		ID:     f.ID + "$" + strconv.Itoa(len(f.Lits)+1), Pkg: p, Node: lit, Parent: f, Body: lit.Body,
	}
	g.Sig, _ = p.Info.TypeOf(lit).(*types.Signature)
	f.Lits = append(f.Lits, g)
	p.Funcs = append(p.Funcs, g)
	p.byNode[lit] = g
	p.params(g, nil, lit.Type)
	p.index(g, lit.Body)
}

func (p *Package) params(f *Func, recv *ast.FieldList, typ *ast.FuncType) {
	add := func(list *ast.FieldList, i int) {
		if list == nil {
			return
		}
		for _, field := range list.List {
			for _, name := range field.Names {
				p.define(f, name, Def{Kind: Given, Index: i, Node: field})
				i++
			}
			if len(field.Names) == 0 {
				i++
			}
		}
	}
	add(recv, -1)
	add(typ.Params, 0)
	if typ.Results != nil {
		for _, field := range typ.Results.List {
			for _, name := range field.Names {
				p.define(f, name, Def{Kind: Zero, Index: -1, Node: field})
			}
		}
	}
}

func (p *Package) assign(f *Func, n *ast.AssignStmt) {
	switch {
	case n.Tok != token.ASSIGN && n.Tok != token.DEFINE:
		p.define(f, n.Lhs[0], Def{Kind: Changed, Value: n.Rhs[0], Index: -1, Op: n.Tok, Node: n})
	case len(n.Lhs) == len(n.Rhs):
		for i, x := range n.Lhs {
			p.define(f, x, Def{Value: n.Rhs[i], Index: -1, Node: n})
		}
	case len(n.Rhs) == 1:
		for i, x := range n.Lhs {
			p.define(f, x, Def{Value: n.Rhs[0], Index: i, Node: n})
		}
	}
}

func (p *Package) spec(f *Func, n *ast.ValueSpec) {
	for i, name := range n.Names {
		if c, ok := p.Info.Defs[name].(*types.Const); ok {
			if len(n.Values) == len(n.Names) {
				p.consts[c] = n.Values[i]
			}
			continue
		}
		switch {
		case len(n.Values) == 0:
			p.define(f, name, Def{Kind: Zero, Index: -1, Node: n})
		case len(n.Values) == len(n.Names):
			p.define(f, name, Def{Value: n.Values[i], Index: -1, Node: n})
		default:
			p.define(f, name, Def{Value: n.Values[0], Index: i, Node: n})
		}
	}
}

func (p *Package) composite(f *Func, n *ast.CompositeLit) {
	t := p.Info.TypeOf(n)
	if t == nil {
		return
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		for _, elt := range n.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			p.store(elt, Store{})
		}
		return
	}
	for i, elt := range n.Elts {
		var field *types.Var
		value := elt
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok {
				field, _ = p.Info.Uses[key].(*types.Var)
			}
			value = kv.Value
		} else if i < s.NumFields() {
			field = s.Field(i)
		}
		if field != nil {
			p.store(value, Store{field, t})
			p.add(field, &Def{Value: value, Index: -1, Node: n, Func: f})
		}
	}
}

func (p *Package) store(x ast.Expr, s Store) {
	x = ast.Unparen(x)
	if _, ok := p.stored[x]; ok {
		return
	}
	p.stored[x] = s
	if sel, ok := x.(*ast.SelectorExpr); ok {
		p.stored[sel.Sel] = s
	}
}

func (p *Package) addressed(f *Func, x ast.Expr, call *ast.CallExpr, arg int) {
	p.define(f, x, Def{Kind: Addressed, Value: call, Index: arg, Node: call})
}

// copiesTexts reports whether call is copy of a list of texts. What is copied to bytes and numbers is a part of them, most
// often.
func (p *Package) copiesTexts(call *ast.CallExpr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || id.Name != "copy" || len(call.Args) != 2 {
		return false
	}
	if _, ok := p.Info.Uses[id].(*types.Builtin); !ok {
		return false
	}
	t := p.Info.TypeOf(call.Args[0])
	if t == nil {
		return false
	}
	list, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	elem, ok := list.Elem().Underlying().(*types.Basic)
	return ok && elem.Info()&types.IsString != 0
}

// pointee returns x of uintptr(unsafe.Pointer(&x)) and unsafe.Pointer(&x), or nil.
func pointee(call *ast.CallExpr) ast.Expr {
	for len(call.Args) == 1 {
		switch arg := ast.Unparen(call.Args[0]).(type) {
		case *ast.CallExpr:
			call = arg
		case *ast.UnaryExpr:
			if arg.Op == token.AND {
				return arg.X
			}
			return nil
		default:
			return nil
		}
	}
	return nil
}

// define records that x, a variable or a field of something, gets a value.
func (p *Package) define(f *Func, x ast.Expr, d Def) {
	d.Func = f
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		obj := p.Info.Defs[x]
		if obj == nil {
			obj = p.Info.Uses[x]
		}
		if v, ok := obj.(*types.Var); ok {
			p.add(v, &d)
		}
	case *ast.SelectorExpr:
		if v, ok := p.Info.Uses[x.Sel].(*types.Var); ok {
			if v.IsField() {
				d.Base = x.X
				if d.Kind == Assigned && d.Index < 0 {
					p.store(d.Value, Store{v, p.Info.TypeOf(x.X)})
				}
			}
			p.add(v, &d)
		}
	case *ast.IndexExpr:
		// An element stands for its container, as it does when it is read.
		if d.Kind != Addressed {
			p.define(f, x.X, Def{Kind: d.Kind, Value: d.Value, Index: d.Index, Op: token.LBRACK, Node: d.Node})
			return
		}
		p.define(f, x.X, d)
	case *ast.StarExpr:
		if d.Kind == Assigned {
			p.define(f, x.X, Def{Kind: d.Kind, Value: d.Value, Index: d.Index, Op: token.MUL, Node: d.Node})
		}
	}
}

func (p *Package) add(v *types.Var, d *Def) {
	v = v.Origin()
	p.defs[v] = append(p.defs[v], d)
}
