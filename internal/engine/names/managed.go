package names

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/winapi"
)

// fromClass matches the class that a query of management instrumentation looks in.
var fromClass = regexp.MustCompile(`(?i)\bfrom\s+(\w+)`)

// managed returns the objects that call, a query of management instrumentation, finds: of the class that the query names. A query
// that a library makes is of the class that the structures are named for which take the objects.
func (e *Evaluator) managed(call *ast.CallExpr, f *winapi.Func) Values {
	var class string
	for _, t := range e.evalRole(call, f, "query") {
		if m := fromClass.FindStringSubmatch(t.String()); m != nil {
			class = m[1]
		}
	}
	if x := e.role(call, f, "out"); class == "" && x != nil {
		if t := elementType(e.Pkg.Info.TypeOf(x)); t != nil {
			class = t.Obj().Name()
		}
	}
	if class == "" {
		return nil
	}
	s := Segment{Kind: Managed, Text: class}
	s.pos, s.end = call.Pos(), call.End()
	return One(s)
}

// elementType returns the named type of what t points to or lists, or nil.
func elementType(t types.Type) *types.Named {
	for {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Named:
			return u
		default:
			return nil
		}
	}
}

// member returns what a method or property of an object gives that is called by its name: the objects that ExecQuery finds, a
// property, or else a managed object again, as what lists them and one of a list are.
func (e *Evaluator) member(call *ast.CallExpr, f *winapi.Func) Values {
	name, ok := e.text1(call, f, "name")
	object := e.role(call, f, "object")
	switch {
	case !ok || object == nil:
		return nil
	case strings.EqualFold(name, "ExecQuery"):
		return e.managed(call, f)
	}
	if v := e.property(object, name); v != nil {
		return v
	}
	v := e.Eval(object)
	if slices.ContainsFunc(v, func(t Text) bool { return len(t) != 1 || t[0].Kind != Managed }) {
		return nil
	}
	return v
}

// property returns what a property of a managed object says of the machine or of its user, or nil.
func (e *Evaluator) property(object ast.Expr, name string) Values {
	if !e.cat.HasProperty(name) {
		return nil // most fields
	}
	for _, t := range e.Eval(object) {
		if len(t) != 1 || t[0].Kind != Managed {
			continue
		}
		if f := e.cat.Property(t[0].Text, name); f != nil {
			if s, ok := prints(f); ok {
				s.pos, s.end = t[0].pos, t[0].end
				return One(s)
			}
		}
	}
	return nil
}
