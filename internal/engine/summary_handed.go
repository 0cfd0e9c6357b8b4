// Objects that are given where an interface is asked for whose methods others run.

package engine

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A handed object is one that becomes an http.Handler or the like.
type handed struct {
	x       ast.Expr
	methods []string // the ids of those that whoever gets it calls
}

// handedObjects returns the objects of the packages' types that each function hands on so.
func (p *Package) handedObjects() map[*code.Func][]handed {
	asked := p.runInterfaces()
	if len(asked) == 0 {
		return nil
	}
	out := map[*code.Func][]handed{}
	give := func(x ast.Expr, to types.Type) {
		named, ok := types.Unalias(to).(*types.Named)
		if !ok || asked[named.Obj()] == nil {
			return
		}
		t := p.Code.Info.TypeOf(x)
		if t == nil || types.IsInterface(t) {
			return
		}
		h := handed{x: ast.Unparen(x)}
		for _, name := range asked[named.Obj()].Methods {
			obj, _, _ := types.LookupFieldOrMethod(t, true, p.Code.Types, name)
			if fn, ok := obj.(*types.Func); ok && p.mine(fn) {
				h.methods = append(h.methods, fn.Origin().FullName())
			}
		}
		if len(h.methods) > 0 {
			in := p.Code.Enclosed(x.Pos())
			out[in] = append(out[in], h)
		}
	}
	info := p.Code.Info
	for _, n := range p.Code.Nodes {
		switch n := n.(type) {
		case *ast.CallExpr:
			if len(n.Args) == 0 {
				break
			}
			if tv := info.Types[n.Fun]; tv.IsType() && len(n.Args) == 1 {
				give(n.Args[0], tv.Type)
			} else if sig, ok := tv.Type.(*types.Signature); ok {
				for i, x := range n.Args[:min(len(n.Args), sig.Params().Len())] {
					give(x, sig.Params().At(i).Type())
				}
			}
		case *ast.AssignStmt:
			if len(n.Lhs) == len(n.Rhs) && n.Tok == token.ASSIGN { // what is declared so is of no other type
				for i, x := range n.Rhs {
					give(x, info.TypeOf(n.Lhs[i]))
				}
			}
		case *ast.ReturnStmt:
			if sig := p.Code.Enclosed(n.Pos()).Sig; sig != nil && sig.Results().Len() == len(n.Results) {
				for i, x := range n.Results {
					give(x, sig.Results().At(i).Type())
				}
			}
		case *ast.CompositeLit:
			p.elements(n, give)
		}
	}
	return out
}

// elements calls give with the values of a literal and the types of the fields or elements that they are put in.
func (p *Package) elements(lit *ast.CompositeLit, give func(ast.Expr, types.Type)) {
	t := p.Code.Info.TypeOf(lit)
	if t == nil {
		return
	}
	for i, x := range lit.Elts {
		var key ast.Expr
		if kv, ok := x.(*ast.KeyValueExpr); ok {
			key, x = kv.Key, kv.Value
		}
		switch u := pointed(t).Underlying().(type) {
		case *types.Struct:
			if id, ok := key.(*ast.Ident); ok {
				give(x, p.Code.Info.TypeOf(id))
			} else if key == nil && i < u.NumFields() {
				give(x, u.Field(i).Type())
			}
		case interface{ Elem() types.Type }: // a list or a map
			give(x, u.Elem())
		}
	}
}

// runInterfaces returns the interfaces of the imported packages whose methods whoever is given an object runs.
func (p *Package) runInterfaces() map[*types.TypeName]*winapi.Func {
	var out map[*types.TypeName]*winapi.Func
	for _, imp := range p.Code.Types.Imports() {
		for _, fact := range p.cat.Interfaces(imp.Path()) {
			if tn, ok := imp.Scope().Lookup(fact.Name[len(fact.Pkg)+1:]).(*types.TypeName); ok {
				if out == nil {
					out = map[*types.TypeName]*winapi.Func{}
				}
				out[tn] = fact
			}
		}
	}
	return out
}
