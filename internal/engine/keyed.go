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

// language holds the facts about what the language itself looks up or compares by a key, gives a name, or puts together.
var language = map[string]*winapi.Func{
	"map index":     {Name: "map index", Family: "map index", Is: map[winapi.Class]string{winapi.Keyed: "load"}},
	"map store":     {Name: "map store", Family: "map store", Is: map[winapi.Class]string{winapi.Keyed: "store"}},
	"map delete":    {Name: "map delete", Family: "delete", Is: map[winapi.Class]string{winapi.Keyed: "delete"}},
	"list search":   {Name: "list search", Family: "search", Is: map[winapi.Class]string{winapi.Keyed: "load"}},
	"session state": {Name: "session state", Family: "session state", Is: map[winapi.Class]string{winapi.SessionState: "map"}},
	"comparison":    {Name: "comparison", Family: "comparison", Is: map[winapi.Class]string{winapi.Equal: ""}},
	taken:           {Name: taken, Family: "identity", Is: map[winapi.Class]string{winapi.ClientID: ""}},
	clientName:      {Name: clientName, Family: "identity", Is: map[winapi.Class]string{winapi.RemoteTest: "client"}},

	"comparison with loopback": {Name: "comparison with loopback", Family: "comparison", Is: map[winapi.Class]string{winapi.TestAddress: "loopback"}},
	"comparison with own":      {Name: "comparison with own", Family: "comparison", Is: map[winapi.Class]string{winapi.TestAddress: "own"}},

	builtProfile.Name: builtProfile,
}

// Subject returns what the site keeps or finds under its key.
func (s *Site) Subject() Subject {
	text, _ := s.values["subject"].Known()
	return Subject(text)
}

// usesKey reports whether the site stores, looks up or compares by a key.
func (s *Site) usesKey() bool {
	return s.Fact != nil && (s.Fact.Has(winapi.Keyed) || s.Fact.Has(winapi.Counter) || s.Fact.Has(winapi.Equal))
}

// Derived reports whether the site is the call of a function that holds the use itself.
func (s *Site) Derived() bool { return s.inner != nil || s.remote != nil }

// Followed reports whether callers are known that tell more of what the site waits for: they are judged in its place.
func (s *Site) Followed() bool { return s.followed }

// Repeats reports whether the values in the roles were known where the use itself stands, in another package: it has been
// judged there.
func (s *Site) Repeats(roles ...winapi.Role) bool {
	for s.inner != nil {
		s = s.inner
	}
	if s.remote == nil {
		return false
	}
	for _, r := range roles {
		if s.remote.Values[r].Open() {
			return false
		}
	}
	return true
}

// Sink returns the innermost place that the site leads to and that is analysed together with it: the use itself rather
// than the call of the function that holds it.
func (s *Site) Sink() (pos, end token.Pos) {
	for s.inner != nil {
		s = s.inner
	}
	if s.remote != nil {
		for i := len(s.steps) - 1; i >= 0; i-- {
			at := s.steps[i].At.Pos()
			if q := s.pkg.packageAt(at); at.IsValid() && q != nil {
				if t := q.siteAt(at); t != nil {
					return t.Node.Pos(), t.Node.End()
				}
			}
		}
	}
	return s.Node.Pos(), s.Node.End()
}

// siteAt returns a site whose node begins at pos and that is no call of a wrapper, or nil.
func (p *Package) siteAt(pos token.Pos) *Site {
	for _, s := range p.sites {
		if s.Node.Pos() == pos && !s.Derived() {
			return s
		}
	}
	return nil
}

// keyed finds the uses of keys that are no calls, map elements and comparisons, and completes those that are. Most
// programs compare and index without end, so only those count that keep something of a client, and whose key may be a
// network address or is given by a caller.
func (p *Package) keyed() {
	k := &keys{Package: p, addresses: p.addresses(), enumerates: p.enumerates(), subjects: map[subjectKey]names.Values{}}
	p.sites = slices.DeleteFunc(p.sites, func(s *Site) bool { return s.inner == nil && s.remote == nil && !k.complete(s) })
	for _, f := range p.Code.Files {
		k.walk(f)
	}
}

// keys is one look for uses of keys.
type keys struct {
	*Package
	addresses  bool // the package can come to hold a remote address
	enumerates bool // the package has to do with sessions
	stores     map[ast.Expr]bool
	kept       map[types.Object][]ast.Expr // what calls store in a cache, by its variable or field
	subjects   map[subjectKey]names.Values
}

type subjectKey struct {
	store types.Object
	elem  types.Type
	recv  types.Type
}

func (k *keys) walk(f *ast.File) {
	info := k.Code.Info
	k.stores = map[ast.Expr]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok == token.ASSIGN {
				for _, x := range n.Lhs {
					k.stores[ast.Unparen(x)] = true
				}
			}
		case *ast.IndexExpr:
			what := "map index"
			if k.stores[n] {
				what = "map store"
			}
			k.element(n, what, n.X, n.Index)
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && len(n.Args) == 2 {
				if b, ok := info.Uses[id].(*types.Builtin); ok && b.Name() == "delete" {
					k.element(n, "map delete", n.Args[0], n.Args[1])
				}
			}
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				k.equal(n, n.X, n.Y)
			}
		case *ast.SwitchStmt:
			if n.Tag != nil {
				for _, c := range n.Body.List {
					for _, x := range c.(*ast.CaseClause).List {
						k.equal(x, n.Tag, x)
					}
				}
			}
		}
		return true
	})
}

// element records a use of the element of the map m under key.
func (k *keys) element(n ast.Node, what string, m, key ast.Expr) {
	t := k.Code.Info.TypeOf(m)
	if t == nil {
		return
	}
	u, ok := t.Underlying().(*types.Map)
	if !ok || !holdsAddress(u.Key()) {
		return
	}
	if what == "map store" {
		k.state(n, m, key, u.Elem())
	}
	in := k.Code.Enclosed(n.Pos())
	subject := k.subject(in, m, u.Elem())
	if subject == nil {
		return
	}
	if s, known := subject.Known(); known && Subject(s) != Client && !k.addresses {
		return // worth no more than a note, and nobody else is asked for it
	}
	v := k.keyValue(key)
	if !telling(v) || k.dead(in, n.Pos()) {
		return
	}
	s := k.site(in, n, language[what], 0)
	s.values["key"], s.exprs["key"], s.values["subject"] = v, key, subject
	k.sites = append(k.sites, s)
}

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
	a, b := k.eval.Eval(x), k.eval.Eval(y)
	if !twoMarks(a, b) || k.beside(n, x, y) || k.dead(in, n.Pos()) {
		return
	}
	s := k.site(in, n, language["comparison"], 0)
	s.values["a"], s.exprs["a"] = a, x
	s.values["b"], s.exprs["b"] = b, y
	k.sites = append(k.sites, s)
}

// search records a comparison of x, a field of the elements of a list of clients, with something else that is given: it
// finds a client by that field. It reports whether the comparison is one.
func (k *keys) search(in *code.Func, n ast.Node, x, y ast.Expr) bool {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := k.Code.Info.Uses[id].(*types.Var)
	if !ok || v.IsField() {
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

// beside reports whether the comparison n of x and y is only one condition among those that say who the client is.
func (k *keys) beside(n ast.Node, x, y ast.Expr) bool {
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
			if child != nil && k.tells(other) {
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
	return !k.listed(a.X) && !k.listed(b.X)
}

// listed reports whether x is an element of a list that is gone through.
func (k *keys) listed(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.IndexExpr:
		return true
	case *ast.SelectorExpr:
		return k.listed(x.X)
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

// tells reports whether a condition compares two values that are not known: the ports, the users.
func (k *keys) tells(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		switch x.Op {
		case token.LAND, token.LOR:
			return k.tells(x.X) || k.tells(x.Y)
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
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := k.Code.Info.Uses[id].(*types.Var)
	if !ok || v.IsField() {
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
	return hasWord(nameWords(typeName(v.Type())), set("token cookie ticket claim session"))
}

// complete adds to a site of a catalogue's function what it keeps and under which key. It reports whether the site is
// worth keeping: all are that use no key.
func (k *keys) complete(s *Site) bool {
	if s.Fact == nil {
		return true
	}
	if addr, ok := s.tested(); ok {
		return telling(addr)
	}
	if _, ok := s.Fact.Is[winapi.Equal]; ok {
		return twoMarks(s.values["a"], s.values["b"]) && !k.beside(s.Node, s.exprs["a"], s.exprs["b"])
	}
	kind, keyed := s.Fact.Is[winapi.Keyed]
	if _, counts := s.Fact.Is[winapi.Counter]; counts && !keyed {
		s.values["subject"] = names.Lit(string(Counter))
		return telling(s.values["key"])
	}
	if !keyed {
		return true
	}
	call := s.Call()
	switch kind {
	case "query", "exec":
		s.values["key"], s.values["subject"] = k.query(s, call)
	case "command":
		s.values["subject"] = textSubject(s.values["args"], "")
		s.values["key"] = s.values["args"]
	case "search":
		store := s.exprs["store"]
		s.values["a"], s.values["b"] = s.values["store"], s.values["key"]
		if store == nil || !telling(s.values["store"]) {
			return false
		}
		s.values["subject"] = names.Lit(string(listSubject(nameWords(nameOf(store)))))
	default:
		if f, ok := s.values["field"]; ok {
			s.values["key"] = names.Concat(s.values["key"], f)
		}
		s.values["subject"] = k.cached(s, call)
	}
	return len(s.values["subject"]) > 0 && telling(s.values["key"])
}

// holdsAddress reports whether t can hold a network address, or a digest of one.
func holdsAddress(t types.Type) bool {
	if t == nil {
		return false
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0 || u.Kind() == types.Uint64 || u.Kind() == types.Uint32
	case *types.Struct, *types.Array, *types.Interface:
		return true
	}
	return false
}

// keyValue evaluates a key. A struct is its fields one after another.
func (p *Package) keyValue(x ast.Expr) names.Values {
	lit, ok := ast.Unparen(x).(*ast.CompositeLit)
	if !ok {
		if id, ok := ast.Unparen(x).(*ast.Ident); ok {
			if v, ok := p.Code.Info.Uses[id].(*types.Var); ok {
				if defs := p.Code.Reaching(v, id.Pos()); len(defs) == 1 && defs[0].Kind == code.Assigned && defs[0].Index < 0 {
					if l, ok := ast.Unparen(defs[0].Value).(*ast.CompositeLit); ok {
						lit = l
					}
				}
			}
		}
	}
	if lit != nil {
		if t := p.Code.Info.TypeOf(lit); t != nil {
			if _, ok := t.Underlying().(*types.Struct); ok {
				out := names.Values{{}}
				for _, elt := range lit.Elts {
					if kv, ok := elt.(*ast.KeyValueExpr); ok {
						elt = kv.Value
					}
					out = names.Concat(out, p.keyValue(elt))
				}
				return out
			}
		}
	}
	return p.eval.Eval(x)
}

// query returns the values that the condition of an SQL statement compares with, and what it finds. A row that is
// inserted is found by nothing.
func (k *keys) query(s *Site, call *ast.CallExpr) (key, subject names.Values) {
	first, ok := s.Fact.Roles["args"]
	if !ok || call == nil || first >= len(call.Args) || call.Ellipsis.IsValid() {
		return nil, nil
	}
	text, ok := s.values["query"].Known()
	if !ok {
		return nil, nil
	}
	low := strings.ToLower(text)
	where := strings.Index(low, " where ")
	if where < 0 {
		return nil, nil
	}
	before := strings.Count(low[:where], "?")
	if strings.Contains(low, "$1") {
		before = strings.Count(low[:where], "$")
	}
	key = names.Values{{}}
	for _, a := range call.Args[min(first+before, len(call.Args)):] {
		key = names.Concat(key, k.eval.Eval(a))
	}
	return key, textSubject(names.Lit(low[:where]), "")
}

// subjectAt returns the subject v of the function id where c calls it: a type parameter is known there.
func (p *Package) subjectAt(in *code.Func, c *ast.CallExpr, id string, v names.Values) names.Values {
	if len(v) != 1 || len(v[0]) != 1 || v[0][0].Kind != names.Object || v[0][0].Func != id {
		return v
	}
	seg := v[0][0]
	var args *types.TypeList
	if seg.Path == "receiver" {
		x, _ := p.eval.ArgumentExpr(c, winapi.Receiver)
		if x == nil {
			return nil
		}
		t := p.Code.Info.TypeOf(x)
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		if named, ok := types.Unalias(t).(*types.Named); ok {
			args = named.TypeArgs()
		}
	} else {
		args = p.instance(c)
	}
	if args == nil || seg.Index >= args.Len() {
		return nil
	}
	return p.typeSubject(in, args.At(seg.Index))
}

// instance returns the type arguments of the function that c calls.
func (p *Package) instance(c *ast.CallExpr) *types.TypeList {
	fun := ast.Unparen(c.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = x.X
	case *ast.IndexListExpr:
		fun = x.X
	}
	switch x := fun.(type) {
	case *ast.Ident:
		return p.Code.Info.Instances[x].TypeArgs
	case *ast.SelectorExpr:
		return p.Code.Info.Instances[x.Sel].TypeArgs
	}
	return nil
}

// typeSubject returns what a value of type t is. A type parameter of in waits for a caller.
func (p *Package) typeSubject(in *code.Func, t types.Type) names.Values {
	tp, ok := types.Unalias(t).(*types.TypeParam)
	if !ok {
		return p.subjectOf(nil, "", t)
	}
	for in.Parent != nil {
		in = in.Parent
	}
	if in.Sig == nil {
		return nil
	}
	for path, list := range map[string]*types.TypeParamList{"receiver": in.Sig.RecvTypeParams(), "": in.Sig.TypeParams()} {
		for i := range list.Len() {
			if list.At(i) == tp {
				return names.One(names.Segment{Kind: names.Object, Func: in.ID, Index: i, Path: path})
			}
		}
	}
	return nil
}

// telling reports whether v may be a mark of a client: an address, or something that a caller or importer gives.
func telling(v names.Values) bool {
	for _, t := range v {
		if t.Has(names.Address, names.Pipe, names.Param, names.Field) {
			return true
		}
	}
	return false
}

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

// addresses reports whether the package can come to hold a remote address: it names a source of one, or imports a
// package of the module that does.
func (p *Package) addresses() bool {
	for _, imp := range p.Code.Types.Imports() {
		if s := p.world.summary(imp.Path()); s != nil && s.Addresses {
			return true
		}
	}
	for _, obj := range p.Code.Info.Uses {
		switch obj := obj.(type) {
		case *types.Func:
			if f := p.cat.Go(obj.Origin().FullName()); f != nil && (isAddress(f) || f.Is[winapi.Source] == "message") {
				return true
			}
		case *types.Var:
			if obj.IsField() && obj.Pkg() != nil && p.cat.Package(obj.Pkg().Path()) && strings.HasSuffix(obj.Name(), "Addr") {
				return true
			}
		}
	}
	return false
}

// isAddress reports whether a fact is a source of remote addresses.
func isAddress(f *winapi.Func) bool {
	switch f.Is[winapi.Source] {
	case "address", "address+port", "pipe", "header", "origin", "name":
		return true
	}
	return false
}

// dropsPort reports whether a fact is a function that takes an address and gives it without its port: a package that calls
// one may do so for its importers.
func dropsPort(f *winapi.Func) bool {
	i, ok := f.Roles["addr"]
	return ok && i == 0 && f.Is[winapi.Transform] == "port.drop"
}

// mayTell reports whether the site's key, if it uses one, or the address that it tests may still be the mark of a client.
func (s *Site) mayTell() bool {
	if s.Fact != nil && s.Fact.Has(winapi.ClientID) {
		_, constant := s.values["id"].Known()
		return constant && s.Fact.Is[winapi.ClientID] != "" || mayMark(s.values["id"])
	}
	if addr, ok := s.tested(); ok {
		return telling(addr)
	}
	if !s.usesKey() {
		return true
	}
	if key, ok := s.values["key"]; ok && s.values["a"] == nil {
		return telling(key)
	}
	return twoMarks(s.values["a"], s.values["b"])
}
