package engine

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// language holds the facts about what the language itself looks up or compares by a key.
var language = map[string]*winapi.Func{
	"map index":  {Name: "map index", Family: "map index", Is: map[winapi.Class]string{winapi.Keyed: "load"}},
	"map store":  {Name: "map store", Family: "map store", Is: map[winapi.Class]string{winapi.Keyed: "store"}},
	"map delete": {Name: "map delete", Family: "delete", Is: map[winapi.Class]string{winapi.Keyed: "delete"}},
	"comparison": {Name: "comparison", Family: "comparison", Is: map[winapi.Class]string{winapi.Equal: ""}},
}

// keyed finds the uses of keys that are no calls: map elements and comparisons. Most programs compare and index without
// end, so only those count whose key may be a network address or another mark that is worth following.
func (p *Package) keyed() {
	if !p.addresses() {
		return
	}
	info := p.Code.Info
	stores := map[ast.Expr]bool{}
	for _, f := range p.Code.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if n.Tok == token.ASSIGN || n.Tok == token.DEFINE {
					for _, x := range n.Lhs {
						stores[ast.Unparen(x)] = true
					}
				}
			case *ast.IndexExpr:
				if t := info.TypeOf(n.X); t != nil {
					if m, ok := t.Underlying().(*types.Map); ok {
						what := "map index"
						if stores[n] {
							what = "map store"
						}
						p.key(n, what, n.Index, m.Elem())
					}
				}
			case *ast.CallExpr:
				if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && len(n.Args) == 2 {
					if b, ok := info.Uses[id].(*types.Builtin); ok && b.Name() == "delete" {
						if m, ok := info.TypeOf(n.Args[0]).Underlying().(*types.Map); ok {
							p.key(n, "map delete", n.Args[1], m.Elem())
						}
					}
				}
			case *ast.BinaryExpr:
				if (n.Op == token.EQL || n.Op == token.NEQ) && comparable_(info.TypeOf(n.X)) {
					p.equal(n, n.X, n.Y)
				}
			case *ast.SwitchStmt:
				if n.Tag != nil && comparable_(info.TypeOf(n.Tag)) {
					for _, c := range n.Body.List {
						for _, x := range c.(*ast.CaseClause).List {
							p.equal(x, n.Tag, x)
						}
					}
				}
			}
			return true
		})
	}
}

// comparable_ reports whether t can hold a network address: a text, or an address of net/netip.
func comparable_(t types.Type) bool {
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Struct:
		return names.ConcreteType(t) == "net/netip.Addr"
	case *types.Array:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	}
	return false
}

// key records a use of key x for a value of type elem.
func (p *Package) key(n ast.Node, what string, x ast.Expr, elem types.Type) {
	v := p.keyValue(x)
	if !telling(v) {
		return
	}
	in := p.Code.Enclosed(n.Pos())
	s := p.site(in, n, language[what], 0)
	s.values["key"], s.exprs["key"] = v, x
	s.elem = elem
	p.sites = append(p.sites, s)
}

// equal records a comparison if one side is worth following and the other is no constant.
func (p *Package) equal(n ast.Node, x, y ast.Expr) {
	info := p.Code.Info
	if info.Types[x].Value != nil || info.Types[y].Value != nil {
		return
	}
	a, b := p.eval.Eval(x), p.eval.Eval(y)
	if !telling(a) && !telling(b) {
		return
	}
	s := p.site(p.Code.Enclosed(n.Pos()), n, language["comparison"], 0)
	s.values["a"], s.exprs["a"] = a, x
	s.values["b"], s.exprs["b"] = b, y
	p.sites = append(p.sites, s)
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

// telling reports whether v may be a mark of a client: an address, or something that a caller or importer gives.
func telling(v names.Values) bool {
	for _, t := range v {
		if t.Has(names.Address, names.Pipe, names.Host, names.Param, names.Field) {
			return true
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
		fn, ok := obj.(*types.Func)
		if !ok {
			if v, ok := obj.(*types.Var); ok && v.IsField() && v.Pkg() != nil && p.cat.Package(v.Pkg().Path()) && v.Name() == "RemoteAddr" {
				return true
			}
			continue
		}
		if f := p.cat.Go(fn.Origin().FullName()); f != nil {
			switch f.Is[winapi.Source] {
			case "address", "address+port", "pipe", "header":
				return true
			}
		}
	}
	return false
}
