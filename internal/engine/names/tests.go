package names

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"

	"github.com/rdslint/rdslint/internal/engine/code"
)

// unlessFailed evaluates "err == nil && isService" and "err != nil || isService": the second part, where it is a service
// test and the first asks whether it could be made.
func (e *Evaluator) unlessFailed(x *ast.BinaryExpr) Values {
	op := token.EQL
	if x.Op == token.LOR {
		op = token.NEQ
	}
	for _, side := range [][2]ast.Expr{{x.X, x.Y}, {x.Y, x.X}} {
		c, ok := ast.Unparen(side[0]).(*ast.BinaryExpr)
		if !ok || c.Op != op {
			continue
		}
		other, ok := e.againstNil(c)
		if !ok || !isErrorType(e.Pkg.Info.TypeOf(other)) {
			continue
		}
		if v := e.Eval(side[1]); v != nil {
			if s, ok := serviceTest(v); ok {
				return One(Segment{Kind: Service, Text: strconv.FormatBool(s)})
			}
		}
	}
	return nil
}

func isErrorType(t types.Type) bool { return t != nil && isError(t) }

// againstNil returns what a comparison compares with nil.
func (e *Evaluator) againstNil(x *ast.BinaryExpr) (ast.Expr, bool) {
	switch info := e.Pkg.Info; {
	case info.Types[x.Y].IsNil():
		return x.X, true
	case info.Types[x.X].IsNil():
		return x.Y, true
	}
	return nil, false
}

// holder reports whether x, a variable or a field of this package, has a value other than nil only in processes that are
// services, or only in those that are none: all that it is given stands behind that test.
func (e *Evaluator) holder(x ast.Expr, depth int) (service, ok bool) {
	var defs []*code.Def
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		v, isVar := e.Pkg.Info.Uses[x].(*types.Var)
		if !isVar || v.Pkg() != e.Pkg.Types {
			return false, false
		}
		defs = e.Pkg.Defs(v)
	case *ast.SelectorExpr:
		v, isVar := e.Pkg.Info.Uses[x.Sel].(*types.Var)
		if !isVar || v.Pkg() != e.Pkg.Types || v.Exported() && e.Pkg.Types.Name() != "main" {
			return false, false
		}
		defs = e.Pkg.Defs(v)
	}
	for _, d := range defs {
		switch {
		case d.Kind == code.Zero:
			continue
		case d.Kind == code.Given || d.Kind == code.Addressed:
			return false, false
		case d.Index < 0 && d.Value != nil && e.Pkg.Info.Types[d.Value].IsNil():
			continue
		}
		s, tested := e.Tested(d.Func, d.Node.Pos())
		if !tested && d.Index < 0 && d.Value != nil && depth < 3 {
			s, tested = e.holder(d.Value, depth+1)
		}
		if !tested || ok && s != service {
			return false, false
		}
		service, ok = s, true
	}
	return service, ok
}
