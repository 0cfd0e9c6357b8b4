// Questions about types: texts, addresses, errors, connections; and the names that types have.

package engine

import (
	"go/ast"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
)

func isText(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.String
}

func (p *Package) isText(x ast.Expr) bool {
	t := p.Code.Info.TypeOf(x)
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func (p *Package) isEmptyText(x ast.Expr) bool {
	v := p.Code.Info.Types[x].Value
	return v != nil && v.ExactString() == `""`
}

func (p *Package) isMap(x ast.Expr) bool {
	t := p.Code.Info.TypeOf(x)
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Map)
	return ok
}

func isByte(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte
}

func isFunc(t types.Type) bool { _, ok := t.Underlying().(*types.Signature); return ok }

// isIP reports whether t is a list of bytes, as net.IP is.
func isIP(t types.Type) bool {
	if t == nil {
		return false
	}
	s, ok := t.Underlying().(*types.Slice)
	return ok && types.Identical(s.Elem().Underlying(), types.Typ[types.Byte])
}

// isAddr reports whether t is the address that a connection tells, with its network and its text.
func isAddr(t types.Type) bool {
	if t == nil {
		return false
	}
	ms := types.NewMethodSet(t)
	return ms.Lookup(nil, "Network") != nil && ms.Lookup(nil, "String") != nil
}

func isTime(t types.Type) bool { return names.ConcreteType(t) == "time.Time" }

func isErrorResult(t types.Type) bool {
	return types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

// yieldsError reports whether t is a type of errors; false where the type is not known.
func yieldsError(t types.Type) bool { return t != nil && isErrorResult(t) }

// isConnection reports whether a type is the end of a connection, by its methods.
func isConnection(t *types.Named) bool {
	var ms *types.MethodSet
	if types.IsInterface(t) {
		ms = types.NewMethodSet(t)
	} else {
		ms = types.NewMethodSet(types.NewPointer(t))
	}
	has := func(list ...string) bool {
		for _, name := range list {
			if ms.Lookup(nil, name) == nil {
				return false
			}
		}
		return true
	}
	return has("RemoteAddr") || has("SendMsg", "RecvMsg") || types.IsInterface(t) && has("Read", "Write", "Close") || has("Header", "Write", "WriteHeader")
}

func hasMethod(t types.Type, name string) bool {
	return types.NewMethodSet(t).Lookup(nil, name) != nil
}

// typeName returns the name of a named type or of what a pointer, list or map of it holds.
func typeName(t types.Type) string {
	for range names.MaxDepth {
		switch u := types.Unalias(t).(type) {
		case *types.Named:
			return u.Obj().Name()
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		case *types.Chan:
			t = u.Elem()
		default:
			return ""
		}
	}
	return ""
}

func receiver(in *code.Func) types.Type {
	for in != nil && in.Parent != nil {
		in = in.Parent
	}
	if in == nil || in.Sig == nil || in.Sig.Recv() == nil {
		return nil
	}
	return in.Sig.Recv().Type()
}

// measure reports whether a type holds a number, a flag or a time.
func measure(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsNumeric|types.IsBoolean) != 0 || isTime(t)
}
