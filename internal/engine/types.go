// Questions about types: texts, numbers, errors; and the names that types have.

package engine

import (
	"go/ast"
	"go/types"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
)

// pointed returns what t, a pointer, points to, else t itself.
func pointed(t types.Type) types.Type {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		return ptr.Elem()
	}
	return t
}

// isText reports whether t is a type of strings; false where it is not known.
func isText(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func (p *Package) isText(x ast.Expr) bool { return isText(p.Code.Info.TypeOf(x)) }

// isEmptyText reports whether x is the constant "".
func (p *Package) isEmptyText(x ast.Expr) bool {
	v := p.Code.Info.Types[x].Value
	return v != nil && v.ExactString() == `""`
}

// isMap reports whether x is a map; false where that is not known.
func (p *Package) isMap(x ast.Expr) bool {
	t := p.Code.Info.TypeOf(x)
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// isBool reports whether t is a type of truth values; false where it is not known.
func isBool(t types.Type) bool {
	return t != nil && types.Identical(t.Underlying(), types.Typ[types.Bool])
}

// isStruct reports whether t is a type of structures.
func isStruct(t types.Type) bool { _, ok := t.Underlying().(*types.Struct); return ok }

func isByte(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte
}

// isFunc reports whether t is a type of functions.
func isFunc(t types.Type) bool { _, ok := t.Underlying().(*types.Signature); return ok }

// isIP reports whether t is a list of bytes, as net.IP is.
func isIP(t types.Type) bool {
	if t == nil {
		return false
	}
	s, ok := t.Underlying().(*types.Slice)
	return ok && isByte(s.Elem())
}

// isTime reports whether t is time.Time.
func isTime(t types.Type) bool { return names.ConcreteType(t) == "time.Time" }

// isTimer reports whether t is a channel that the time comes through; false where it is not known.
func isTimer(t types.Type) bool {
	if t == nil {
		return false
	}
	c, ok := t.Underlying().(*types.Chan)
	return ok && isTime(c.Elem())
}

var errorType = types.Universe.Lookup("error").Type()

// isError reports whether t is the type error itself; false where it is not known.
func isError(t types.Type) bool { return t != nil && types.Identical(t, errorType) }

// yieldsError reports whether t is a type of errors; false where it is not known.
func yieldsError(t types.Type) bool {
	return t != nil && types.Implements(t, errorType.Underlying().(*types.Interface))
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

// receiver returns the type of the receiver of the method in, or of the one that the literal in stands in; nil for none.
func receiver(in *code.Func) types.Type {
	if in == nil {
		return nil
	}
	if in = outermost(in); in.Sig == nil || in.Sig.Recv() == nil {
		return nil
	}
	return in.Sig.Recv().Type()
}

// measure reports whether a type holds a number, a flag or a time.
func measure(t types.Type) bool {
	t = pointed(t)
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsNumeric|types.IsBoolean) != 0 || isTime(t)
}
