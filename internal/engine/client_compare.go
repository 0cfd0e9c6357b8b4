// Comparisons of the marks of clients, and whether they alone decide.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// equal records a comparison whose sides are both worth following.
func (k *keys) equal(n ast.Node, x, y ast.Expr) {
	info := k.Code.Info
	if !k.addresses || info.Types[x].Value != nil || info.Types[y].Value != nil || !holdsAddress(info.TypeOf(x)) {
		return
	}
	in := k.Code.Enclosed(n.Pos())
	if k.search(in, n, x, y) || k.search(in, n, y, x) {
		return
	}
	a := k.eval.Eval(x)
	if !telling(a) {
		return
	}
	b := k.eval.Eval(y)
	if !k.tellsApart(n, x, y, a, b) || k.dead(in, n.Pos()) {
		return
	}
	s := k.site(in, n, language["comparison"], 0)
	s.values["a"], s.exprs["a"] = a, x
	s.values["b"], s.exprs["b"] = b, y
	k.sites = append(k.sites, s)
}

// unconverted returns x without the conversions around it.
func (k *keys) unconverted(x ast.Expr) ast.Expr {
	for {
		x = ast.Unparen(x)
		c, ok := x.(*ast.CallExpr)
		if !ok || len(c.Args) != 1 || !k.Code.Info.Types[c.Fun].IsType() {
			return x
		}
		x = c.Args[0]
	}
}

// selectedOf returns the variable that x selects something of, and its name there; nil if x selects nothing, or of something else.
func (k *keys) selectedOf(x ast.Expr) (*ast.Ident, *types.Var) {
	sel, ok := k.unconverted(x).(*ast.SelectorExpr)
	if !ok {
		return nil, nil
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return nil, nil
	}
	v, ok := k.Code.Info.Uses[id].(*types.Var)
	if !ok || v.IsField() {
		return nil, nil
	}
	return id, v
}

// search records a comparison of x, a field of the elements of a list of clients, with something else that is given: it
// finds a client by that field. It reports whether the comparison is one.
func (k *keys) search(in *code.Func, n ast.Node, x, y ast.Expr) bool {
	_, v := k.selectedOf(x)
	if v == nil {
		return false
	}
	defs := k.Code.Defs(v)
	if len(defs) != 1 || defs[0].Kind != code.Ranged || defs[0].Index != 1 {
		return false
	}
	list := defs[0].Value
	subject, _ := k.subject(in, list, v.Type()).Known()
	if Subject(subject) != Client {
		return false
	}
	key := k.eval.Eval(x)
	if !telling(key) || k.dead(in, n.Pos()) {
		return false
	}
	for _, t := range k.eval.Eval(y) {
		if t.Has(names.Address, names.Pipe) {
			return false // two addresses that are compared
		}
		if len(t) == 1 && t[0].Kind != names.Unknown && !t.Open() {
			return false // a constant, a setting
		}
	}
	s := k.site(in, n, language["list search"], 0)
	s.values["key"], s.exprs["key"], s.values["subject"] = key, x, names.Lit(subject)
	k.sites = append(k.sites, s)
	return true
}

// tellsApart reports whether the comparison n of x and y, whose values are a and b, may be what says whether two clients are the
// same.
func (k *keys) tellsApart(n ast.Node, x, y ast.Expr, a, b names.Values) bool {
	return twoMarks(a, b) && !k.destination(x) && !k.destination(y) && !k.oneOfSeveral(n, x, y) && !k.madeOf(x, y) && !k.madeOf(y, x) &&
		!k.replaces(n, x, y)
}

// replaces reports whether all that hangs on the comparison n of x and y is that one of them gets another value: an address is put
// in the place of the one that stands for it.
func (k *keys) replaces(n ast.Node, x, y ast.Expr) bool {
	stmt, ok := k.parent(n).(*ast.IfStmt)
	if !ok || stmt.Else != nil || len(stmt.Body.List) != 1 {
		return false
	}
	set, ok := stmt.Body.List[0].(*ast.AssignStmt)
	if !ok || len(set.Lhs) != 1 || set.Tok != token.ASSIGN {
		return false
	}
	v := k.variable(set.Lhs[0])
	return v != nil && !v.IsField() && (v == k.variable(x) || v == k.variable(y))
}

// madeOf reports whether x is what a function made of the variable y alone: both are of one client.
func (k *keys) madeOf(x, y ast.Expr) bool {
	x = k.unconverted(x)
	if v := k.variable(x); v != nil && !v.IsField() {
		defs := k.Code.Reaching(v, x.Pos())
		if len(defs) != 1 || defs[0].Kind != code.Assigned || defs[0].Value == nil {
			return false
		}
		x = ast.Unparen(defs[0].Value)
	}
	c, ok := x.(*ast.CallExpr)
	if !ok {
		return false
	}
	f := code.StaticCallee(k.Code.Info, c)
	of := k.variable(k.unconverted(y))
	if f == nil || f.Signature().Recv() != nil || of == nil || of.IsField() {
		return false // a method may know other clients
	}
	made := false
	for _, a := range c.Args {
		switch {
		case k.variable(k.unconverted(a)) == of:
			made = true
		case k.Code.Info.Types[a].Value == nil:
			return false
		}
	}
	return made
}

// destination reports whether x is, or is a part of, a field with an address that the program makes itself: it sends there, and
// takes answers from nobody else.
func (k *keys) destination(x ast.Expr) bool {
	for {
		switch e := k.unconverted(x).(type) {
		case *ast.CallExpr: // c.addr.IP.String()
			sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
			if !ok || len(e.Args) > 0 {
				return false
			}
			x = sel.X
		case *ast.SelectorExpr:
			if v := k.variable(e); v != nil && v.IsField() && isAddr(v.Type()) && slices.ContainsFunc(k.Code.Defs(v), k.makesAddress) {
				return true
			}
			x = e.X
		default:
			return false
		}
	}
}

// makesAddress reports whether a definition gives an address that no peer has: one put together, or found by a name.
func (k *keys) makesAddress(d *code.Def) bool {
	if d.Kind != code.Assigned || d.Value == nil || k.isNil(d.Value) {
		return false
	}
	x := ast.Unparen(d.Value)
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.AND {
		x = ast.Unparen(u.X)
	}
	if _, ok := x.(*ast.CompositeLit); ok {
		return true
	}
	return !telling(k.eval.Eval(x))
}

// oneOfSeveral reports whether the comparison n of x and y is only one condition among those that say who the client is.
func (k *keys) oneOfSeveral(n ast.Node, x, y ast.Expr) bool {
	if k.found(x) || k.found(y) || k.versions(x, y) {
		return true
	}
	var child ast.Node
	for _, parent := range k.Code.Enclosing(n.Pos(), n.End()) {
		b, ok := parent.(*ast.BinaryExpr)
		switch {
		case ok && (b.Op == token.LAND || b.Op == token.LOR):
			other := b.X
			if b.X == child {
				other = b.Y
			}
			if child != nil && k.comparesUnknown(other) {
				return true
			}
		case parent == n || child == nil:
		case ok:
			return false
		default:
			switch parent.(type) {
			case *ast.ParenExpr, *ast.UnaryExpr:
			default:
				return false
			}
		}
		child = parent
	}
	return false
}

// versions reports whether x and y are the same field of two structs of the program neither of which is an element of a
// list: it is asked whether something has changed.
func (k *keys) versions(x, y ast.Expr) bool {
	a, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	b, ok := ast.Unparen(y).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	f := k.Code.Info.Uses[a.Sel]
	if f == nil || f != k.Code.Info.Uses[b.Sel] || f.Pkg() == nil {
		return false
	}
	if !k.ours(f.Pkg()) {
		return false // the parts of an address
	}
	return !k.fromList(a.X) && !k.fromList(b.X)
}

// fromList reports whether x is an element of a list that is gone through.
func (k *keys) fromList(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.IndexExpr:
		return true
	case *ast.SelectorExpr:
		return k.fromList(x.X)
	case *ast.Ident:
		v, ok := k.Code.Info.Uses[x].(*types.Var)
		if !ok {
			return false
		}
		for _, d := range k.Code.Defs(v) {
			if d.Kind == code.Ranged || d.Kind == code.Given && d.Func.Obj == nil {
				return true
			}
		}
	}
	return false
}

// comparesUnknown reports whether a condition compares two values that are not known: the ports, the users.
func (k *keys) comparesUnknown(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		switch x.Op {
		case token.LAND, token.LOR:
			return k.comparesUnknown(x.X) || k.comparesUnknown(x.Y)
		case token.EQL, token.NEQ:
			for _, y := range []ast.Expr{x.X, x.Y} {
				if tv := k.Code.Info.Types[y]; tv.Value != nil || tv.IsNil() {
					return false
				}
			}
			return true
		}
	case *ast.CallExpr:
		f, _ := k.eval.Callee(x)
		return f != nil && f.Has(winapi.Equal)
	}
	return false
}

// found reports whether x is a field of something that says already who the client is, because it was looked up by
// another key or is a token of the client: then the address is one more condition.
func (k *keys) found(x ast.Expr) bool {
	id, v := k.selectedOf(x)
	if v == nil {
		return false
	}
	for _, d := range k.Code.Reaching(v, id.Pos()) {
		switch d.Kind {
		case code.Ranged:
			return false
		case code.Given:
			if d.Func.Obj == nil {
				return false // the test of a search
			}
		case code.Assigned:
			if i, ok := ast.Unparen(d.Value).(*ast.IndexExpr); ok {
				if t := k.Code.Info.TypeOf(i.X); t != nil {
					_, isMap := t.Underlying().(*types.Map)
					return isMap
				}
			}
		}
	}
	return hasWord(nameWords(typeName(v.Type())), proofWords)
}

// What says who the client is, by the name of its type.
var proofWords = set("token cookie ticket claim session")

// twoMarks reports whether a and b may be two marks of clients. Of two values that callers give nothing is known.
func twoMarks(a, b names.Values) bool {
	return telling(a) && telling(b) && (certain(a) || certain(b))
}

func certain(v names.Values) bool {
	for _, t := range v {
		for _, s := range t {
			if s.Kind == names.Address || s.Kind == names.Pipe || s.Bare {
				return true
			}
		}
	}
	return false
}
