// Where a mark of the machine is taken for the identity of a client, user, instance or licence.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// claims finds the places where a mark of the machine, or what a caller gives, becomes the identity of a client, an
// instance, a user or a licence by the name that it gets, and the comparisons that decide by it what belongs to the
// program.
func (p *Package) claims() {
	c := &claimer{Package: p}
	for _, n := range p.Code.Nodes {
		c.look(n)
	}
}

// taken is the name, among the facts about the language, of a value's being taken for an identity.
const taken = "what takes it for an identity"

// A claimer is one look for claims.
type claimer struct {
	*Package
	in     *code.Func // of which around is known
	around []string
}

func (c *claimer) look(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, x := range n.Lhs {
			switch {
			case len(n.Lhs) == len(n.Rhs):
				c.assigned(x, n.Rhs[i], -1)
			case len(n.Rhs) == 1:
				c.assigned(x, n.Rhs[0], i)
			}
		}
	case *ast.ValueSpec:
		for i, x := range n.Names {
			switch {
			case len(n.Names) == len(n.Values):
				c.assigned(x, n.Values[i], -1)
			case len(n.Values) == 1:
				c.assigned(x, n.Values[0], i)
			}
		}
	case *ast.CompositeLit:
		owner := typeName(c.typeOf(n))
		for _, elt := range n.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok && c.isField(id) {
					c.claim(kv.Value, kv.Value, -1, id.Name, owner)
				} else if key, ok := c.constantText(kv.Key); ok {
					c.claim(kv.Value, kv.Value, -1, key, owner)
				}
			}
		}
	case *ast.CallExpr:
		c.call(n)
	case *ast.ReturnStmt:
		if len(n.Results) == 0 {
			return
		}
		if f := c.Code.Enclosed(n.Pos()); f.Obj != nil {
			c.claim(n.Results[0], n.Results[0], -1, f.Obj.Name(), typeName(receiver(f)))
		}
	case *ast.BinaryExpr:
		switch n.Op {
		case token.EQL, token.NEQ:
			c.owned(n, n.X, n.Y)
			c.owned(n, n.Y, n.X)
		case token.ADD:
			if lit, ok := ast.Unparen(n.X).(*ast.BasicLit); ok && lit.Kind == token.STRING {
				c.written(n, strings.Trim(lit.Value, "`\"")+"%")
			} else if inner, ok := ast.Unparen(n.X).(*ast.BinaryExpr); ok && inner.Op == token.ADD {
				if lit, ok := ast.Unparen(inner.Y).(*ast.BasicLit); ok && lit.Kind == token.STRING {
					c.written(n, strings.Trim(lit.Value, "`\"")+"%")
				}
			}
		}
	}
}

func (c *claimer) typeOf(x ast.Expr) types.Type {
	if t := c.Code.Info.TypeOf(x); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

func (c *claimer) isField(id *ast.Ident) bool {
	v, ok := c.Code.Info.Uses[id].(*types.Var)
	return ok && v.IsField()
}

// constantText returns the text of a constant key.
func (c *claimer) constantText(x ast.Expr) (string, bool) {
	tv := c.Code.Info.Types[x]
	if tv.Value == nil || !isText(tv.Type) {
		return "", false
	}
	return c.eval.Eval(x).Known()
}

// assigned looks at an assignment of value, or of its result i, to a variable, a field, or an element under a constant key.
func (c *claimer) assigned(to, value ast.Expr, i int) {
	switch x := ast.Unparen(to).(type) {
	case *ast.Ident:
		c.claim(value, value, i, x.Name, "")
	case *ast.SelectorExpr:
		c.claim(value, value, i, x.Sel.Name, typeName(c.typeOf(x.X)))
	case *ast.StarExpr:
		c.assigned(x.X, value, i)
	case *ast.IndexExpr:
		if key, ok := c.constantText(x.Index); ok {
			c.claim(value, value, i, key, typeName(c.typeOf(x.X)))
		}
	}
}

// call looks at what a call gives to parameters whose names claim something, and under such keys.
func (c *claimer) call(n *ast.CallExpr) {
	fact, offset := c.eval.Callee(n)
	if fact != nil && offset == 0 {
		switch {
		case fact.Has(winapi.Print):
			return
		case fact.Has(winapi.Parameter):
			key, _ := c.eval.ArgumentExpr(n, fact.Roles["key"])
			value, _ := c.eval.ArgumentExpr(n, fact.Roles["value"])
			if key == nil || value == nil {
				return
			}
			if name, ok := c.constantText(key); ok {
				c.claim(value, value, -1, name, "")
			}
			return
		case fact.Has(winapi.Equal):
			a, _ := c.eval.ArgumentExpr(n, fact.Roles["a"])
			b, _ := c.eval.ArgumentExpr(n, fact.Roles["b"])
			if a != nil && b != nil {
				c.owned(n, a, b)
				c.owned(n, b, a)
			}
			return
		case fact.Is[winapi.Text] == "format":
			if x, _ := c.eval.ArgumentExpr(n, fact.Roles["format"]); x != nil {
				if format, ok := c.constantText(x); ok {
					c.written(n, format)
				}
			}
			return
		}
	}
	fn := code.StaticCallee(c.Code.Info, n)
	if fn == nil {
		return
	}
	sig := fn.Signature()
	for i, x := range n.Args {
		if i >= sig.Params().Len() || sig.Variadic() && i == sig.Params().Len()-1 {
			break
		}
		name := sig.Params().At(i).Name()
		if len(name) < 2 {
			continue
		}
		var around []string
		if worthWords(name) {
			around = wordsOf(fn)
		}
		c.claim(x, x, -1, name, "", around...)
	}
}

// wordsOf returns the words of the names of a function, its package and its receiver's type.
func wordsOf(fn *types.Func) []string {
	words := nameWords(fn.Name())
	if fn.Pkg() != nil {
		words = append(words, nameWords(fn.Pkg().Name())...)
	}
	if recv := fn.Signature().Recv(); recv != nil {
		words = append(words, nameWords(typeName(recv.Type()))...)
	}
	return words
}

// claim records that value, or its result i, gets a name that claims something.
func (c *claimer) claim(node ast.Node, value ast.Expr, i int, name, owner string, around ...string) {
	c.clientComputer(node, value, i, name)
	if !worthWords(name) {
		return
	}
	t := c.typeOf(value)
	if tuple, ok := t.(*types.Tuple); ok && i >= 0 && i < tuple.Len() {
		t = tuple.At(i).Type()
	}
	if !holdsMark(t) {
		return
	}
	in := c.Code.Enclosed(node.Pos())
	around = append(append(around, nameWords(owner)...), c.context(in)...)
	what := claimed(name, owner, around)
	if what == "" {
		return
	}
	var v names.Values
	if call, ok := ast.Unparen(value).(*ast.CallExpr); ok && i >= 0 {
		v = c.eval.Result(call, i)
	} else if i <= 0 {
		v = c.eval.Eval(value)
	}
	if mayMark(v) {
		v = c.besides(node, v)
	}
	var x ast.Expr
	if i < 0 {
		x = value
	}
	c.add(in, node, what, name, around, v, x)
}

// besides returns the values that what is assigned or returned at node may have besides v: the name of the machine may
// stand in for the user's, or be what it is unless something better is known.
func (c *claimer) besides(node ast.Node, v names.Values) names.Values {
	all := names.Values(nil)
	switch n := c.parent(node).(type) {
	case *ast.ReturnStmt:
		if r := c.eval.Results(c.Code.Enclosed(n.Pos())); len(r) > 0 {
			all = r[0]
		}
	case *ast.AssignStmt:
		for i, x := range n.Lhs {
			id, ok := ast.Unparen(x).(*ast.Ident)
			if !ok || len(n.Lhs) == len(n.Rhs) && ast.Unparen(n.Rhs[i]) != node {
				continue
			}
			w, ok := c.Code.Info.ObjectOf(id).(*types.Var)
			if !ok || len(c.Code.Defs(w)) < 2 {
				break
			}
			for _, d := range c.Code.Defs(w) {
				if d.Kind == code.Assigned {
					all = names.Union(all, c.eval.Def(d))
				}
			}
			break
		}
	}
	if !mayMark(all) {
		return v
	}
	return all
}

// add adds the site of a claim on the value v, which the expression x gives, if it is a mark of the machine or may be one.
func (c *claimer) add(in *code.Func, node ast.Node, what Claim, name string, around []string, v names.Values, x ast.Expr) {
	v = slices.DeleteFunc(slices.Clone(v), func(t names.Text) bool { return passing(in, t) })
	if !mayMark(v) || c.dead(in, node.Pos()) {
		return
	}
	s := c.newSite(in, node, language[taken])
	s.values["id"], s.values["subject"], s.values["name"] = v, names.Lit(string(what)), names.Lit(name)
	if x != nil {
		s.exprs["id"] = x
	}
	if hasWord(around, onceWords) {
		s.values["context"] = names.Lit("once")
	}
	c.sites = append(c.sites, s)
}

// passing reports whether t waits for what a method, other than in, is given: of an object that is filled bit by bit it
// cannot be said that this value is that one.
func passing(in *code.Func, t names.Text) bool {
	return slices.ContainsFunc(t, func(s names.Segment) bool {
		return s.Kind == names.Param && s.Func != in.ID && strings.HasPrefix(s.Func, "(")
	})
}

// context returns the words of the names around: of the function, its receiver and the package.
func (c *claimer) context(in *code.Func) []string {
	if in == c.in {
		return slices.Clip(c.around)
	}
	c.in, c.around = in, nameWords(c.Code.Types.Name())
	for f := in; f != nil; f = f.Parent {
		if f.Obj != nil {
			c.around = append(c.around, nameWords(f.Obj.Name())...)
			c.around = append(c.around, nameWords(typeName(receiver(f)))...)
		}
	}
	return slices.Clip(c.around)
}

// keyed matches a name before a verb or the end of a text that gives it a value: client_id=%s, DeviceId="%s".
var keyBefore = regexp.MustCompile(`([A-Za-z][A-Za-z0-9_.-]*)\\?["']?\s*[=:]\s*\\?["']?$`)

// maxKey is more than any key is long, and the signs behind it.
const maxKey = 200

// keyAtEnd returns the key whose value follows a text, "" if none does.
func keyAtEnd(text string) string {
	text = text[max(0, len(text)-maxKey):]
	if !strings.ContainsAny(text, "=:") || !worthWords(text) {
		return "" // most texts: the expression looks for a beginning at every sign
	}
	if m := keyBefore.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// written looks at the values of keys in a text that x makes, whose constant parts are format.
func (c *claimer) written(x ast.Expr, format string) {
	var keys []string
	for rest := format; ; {
		before, after, ok := strings.Cut(rest, "%")
		if !ok {
			break
		}
		if key := keyAtEnd(before); worthWords(key) {
			keys = append(keys, key)
		}
		rest = after
	}
	if len(keys) == 0 {
		return
	}
	in := c.Code.Enclosed(x.Pos())
	around := c.context(in)
	if !slices.ContainsFunc(keys, func(key string) bool { return claimed(key, "", around) != "" }) {
		return
	}
	for _, t := range c.eval.Eval(x) {
		for i, s := range t {
			if s.Kind != names.Known {
				continue
			}
			key := keyAtEnd(s.Text)
			if key == "" {
				continue
			}
			what := claimed(key, "", around)
			end := i + 1
			for end < len(t) && (t[end].Kind != names.Known || !strings.ContainsAny(t[end].Text, "&;,\"' \n")) {
				end++
			}
			if what != "" && end > i+1 {
				c.add(in, x, what, key, around, names.Values{t[i+1 : end]}, nil)
			}
		}
	}
}

// owned records a comparison of x, the field of a lock or record that says whose it is, with what may be a mark of the
// machine.
func (c *claimer) owned(n ast.Node, x, y ast.Expr) {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok || !isText(c.typeOf(x)) || c.Code.Info.Types[y].Value != nil {
		return
	}
	v, ok := c.Code.Info.Uses[sel.Sel].(*types.Var)
	if !ok || !v.IsField() || v.Pkg() == nil {
		return
	}
	base := c.typeOf(sel.X)
	words := append(nameWords(typeName(base)), nameWords(v.Name())...)
	in := c.Code.Enclosed(n.Pos())
	if !hasWord(words, ownedWords) || hasWord(words, machineWords) || hasWord(words, recordWords) || apart(base) {
		return
	}
	if other, ok := ast.Unparen(y).(*ast.SelectorExpr); ok && c.Code.Info.Uses[other.Sel] == v {
		return // two versions of one record
	}
	c.add(in, n, OfOwner, typeName(base)+"."+v.Name(), c.context(in), c.eval.Eval(y), nil)
}

// apart reports whether a record, with what is embedded in it, says more of its owner than the machine.
func apart(t types.Type) bool { return apartBelow(t, 0) }

// maxEmbedded is how many records lie in one another.
const maxEmbedded = 4

func apartBelow(t types.Type, depth int) bool {
	t = pointed(t)
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > maxEmbedded {
		return false
	}
	for f := range st.Fields() {
		if hasWord(nameWords(f.Name()), apartWords) || f.Embedded() && apartBelow(f.Type(), depth+1) {
			return true
		}
	}
	return false
}

// holdsMark reports whether a value of type t can be a mark of the machine or a digest of one.
func holdsMark(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0 || u.Kind() == types.Uint64 || u.Kind() == types.Uint32
	case *types.Slice:
		return isByte(u.Elem())
	case *types.Array:
		return isByte(u.Elem())
	case *types.Pointer:
		return isText(u.Elem())
	}
	return false
}

// mayMark reports whether v is a mark of the machine, or is given by a caller or an importer.
func mayMark(v names.Values) bool {
	for _, t := range v {
		if t.Has(names.Host, names.Param, names.Field) {
			return true
		}
	}
	return false
}
