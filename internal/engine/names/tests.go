package names

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
)

// Test reports whether a condition that holds tells that the process is a service, or that it is none.
func (e *Evaluator) Test(c code.Cond) (service, ok bool) {
	x, value := c.Expr, c.Value
	if c.Tag != nil {
		// switch isService { case true: ... }; switch { case isService: ... } has no tag
		v, known := e.Eval(c.Expr).Known()
		if !known || !c.Value {
			return false, false
		}
		x, value = c.Tag, v == "true"
	}
	s, ok := serviceTest(e.Eval(x))
	if !ok || s.Path != "" && s.Path != strconv.FormatBool(value) {
		return false, false
	}
	return (s.Text == "true") == value, true
}

// serviceTest returns the service test that v, a truth value, is. Constants beside it are the answers for the other
// systems and for a test that failed.
func serviceTest(v Values) (test Segment, ok bool) {
	for _, t := range v {
		if len(t) != 1 {
			return test, false
		}
		switch s := t[0]; s.Kind {
		case Service:
			if ok && (test.Text != s.Text || test.Path != s.Path) {
				return test, false
			}
			test, ok = Segment{Kind: Service, Text: s.Text, Path: s.Path}, true
		case Known:
		default:
			return test, false
		}
	}
	return test, ok
}

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
				return One(s)
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

// startedBy evaluates a comparison of the name of the parent process with that of the service manager, at n; nil if it is
// none.
func (e *Evaluator) startedBy(n ast.Node, a, b ast.Expr) Values {
	if a == nil || b == nil {
		return nil
	}
	is := func(x ast.Expr) bool {
		v := e.Pkg.Info.Types[x].Value
		return v != nil && v.Kind() == constant.String && strings.EqualFold(constant.StringVal(v), "services.exe")
	}
	if !is(a) && !is(b) || !e.asksParent(e.Pkg.Enclosed(n.Pos())) {
		return nil
	}
	return One(Segment{Kind: Service, Text: "true"})
}

// asksParent reports whether f looks for the parent process.
func (e *Evaluator) asksParent(f *code.Func) bool {
	found := false
	if f.Body == nil {
		return false
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			switch id.Name {
			case "Getppid", "ParentProcessID", "Ppid", "Parent":
				obj := e.Pkg.Info.Uses[id]
				found = found || obj != nil && obj.Pkg() != nil && obj.Pkg() != e.Pkg.Types
			}
		}
		return !found
	})
	return found
}
