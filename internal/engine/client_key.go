// What is kept or found under a key that may be the mark of a client, such as its address.

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

// Subject returns what the site keeps or finds under its key.
func (s *Site) Subject() Subject {
	text, _ := s.values["subject"].Known()
	return Subject(text)
}

// usesKey reports whether the site stores, looks up or compares by a key.
func (s *Site) usesKey() bool {
	return s.Fact != nil && (s.Fact.Has(winapi.Keyed) || s.Fact.Has(winapi.Counter) || s.Fact.Has(winapi.Equal))
}

// keyed finds the uses of keys that are no calls, map elements and comparisons, and completes those that are. Most
// programs compare and index without end, so only those count that keep something of a client, and whose key may be a
// network address or is given by a caller.
func (p *Package) keyed() {
	k := &keys{Package: p, addresses: p.addresses(), enumerates: p.enumerates(), subjects: map[subjectKey]names.Values{}}
	p.sites = slices.DeleteFunc(p.sites, func(s *Site) bool { return s.inner == nil && s.remote == nil && !k.complete(s) })
	p.comparisons(k.equal)
	k.elements()
}

// keys is one look for uses of keys.
type keys struct {
	*Package
	addresses  bool                        // the package can come to hold a remote address
	enumerates bool                        // the package has to do with sessions
	kept       map[types.Object][]ast.Expr // what calls store in a cache, by its variable or field
	subjects   map[subjectKey]names.Values
}

type subjectKey struct {
	store types.Object
	elem  types.Type
	recv  types.Type
}

// elements records the uses of the elements of maps.
func (k *keys) elements() {
	stores := map[*ast.IndexExpr]bool{}
	for _, n := range k.Code.Nodes {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok == token.ASSIGN {
				for _, x := range n.Lhs {
					if x, ok := ast.Unparen(x).(*ast.IndexExpr); ok {
						stores[x] = true
					}
				}
			}
		case *ast.IndexExpr:
			what := "map index"
			if stores[n] {
				what = "map store"
			}
			k.element(n, what, n.X, n.Index)
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && len(n.Args) == 2 {
				if b, ok := k.Code.Info.Uses[id].(*types.Builtin); ok && b.Name() == "delete" {
					k.element(n, "map delete", n.Args[0], n.Args[1])
				}
			}
		}
	}
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
		return k.tellsApart(s.Node, s.exprs["a"], s.exprs["b"], s.values["a"], s.values["b"])
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
		s.values["subject"] = names.Lit(string(listSubject(s.In, nameWords(nameOf(store)))))
	default:
		if f, ok := s.values["field"]; ok {
			s.values["key"] = names.Concat(s.values["key"], f)
		}
		s.values["subject"] = k.cached(s, call)
	}
	return len(s.values["subject"]) > 0 && telling(s.values["key"])
}

// keyValue evaluates a key. A struct, or the variable that it is put in, is its fields one after another.
func (p *Package) keyValue(x ast.Expr) names.Values {
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		if v, ok := p.Code.Info.Uses[id].(*types.Var); ok {
			if defs := p.Code.Reaching(v, id.Pos()); len(defs) == 1 && defs[0].Kind == code.Assigned && defs[0].Index < 0 {
				if lit, ok := ast.Unparen(defs[0].Value).(*ast.CompositeLit); ok {
					return p.partsValue(lit)
				}
			}
		}
	}
	return p.partsValue(x)
}

// partsValue evaluates x, a struct's literal part by part.
func (p *Package) partsValue(x ast.Expr) names.Values {
	lit, ok := ast.Unparen(x).(*ast.CompositeLit)
	if !ok {
		return p.eval.Eval(x)
	}
	t := p.Code.Info.TypeOf(lit)
	if t == nil {
		return p.eval.Eval(x)
	}
	if _, ok := t.Underlying().(*types.Struct); !ok {
		return p.eval.Eval(x)
	}
	out := names.Values{{}}
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
		}
		out = names.Concat(out, p.partsValue(elt))
	}
	return out
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
