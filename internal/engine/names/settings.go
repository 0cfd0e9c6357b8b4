package names

import (
	"go/ast"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/winapi"
)

// defaults returns what the package gives as the defaults of the setting that call asks a library for, nil if there are none.
func (e *Evaluator) defaults(call *ast.CallExpr, f *winapi.Func) Values {
	get := code.StaticCallee(e.Pkg.Info, call)
	name, ok := e.text1(call, f, "name")
	if !ok || get == nil {
		return nil
	}
	var out Values
	for _, c := range e.setDefaults() {
		set := code.StaticCallee(e.Pkg.Info, c)
		fact := e.Fact(set)
		if other, ok := e.text1(c, fact, "name"); ok && strings.EqualFold(name, other) && ofOneStore(set, get) {
			out = Union(out, e.configured(e.role(c, fact, "value")))
		}
	}
	return out
}

// ofOneStore reports whether two functions of a library may speak of the same settings: both of those that it keeps itself, or both of
// those in an object.
func ofOneStore(f, g *types.Func) bool {
	return f.Pkg() == g.Pkg() && (f.Signature().Recv() == nil) == (g.Signature().Recv() == nil)
}

// setDefaults returns the calls of the package by which a setting gets a default.
func (e *Evaluator) setDefaults() []*ast.CallExpr {
	if !e.hasDefaults {
		e.hasDefaults = true
		for _, fn := range e.Pkg.Funcs {
			for _, c := range fn.Calls {
				if set := code.StaticCallee(e.Pkg.Info, c); set != nil {
					if f := e.Fact(set); f != nil && f.Has(winapi.Setting) {
						e.defaulting = append(e.defaulting, c)
					}
				}
			}
		}
	}
	return e.defaulting
}

// preset returns v, what the program itself puts into field f, marked as defaults if a file of settings can put something else there.
func (e *Evaluator) preset(f *types.Var, v Values) Values {
	known := func(t Text) bool { _, ok := t.Known(); return ok }
	if !f.IsField() || !f.Exported() || !slices.ContainsFunc(v, known) || !e.setting(f) {
		return v
	}
	return v.Map(func(s Segment) Segment { s.Preset = s.Kind == Known; return s })
}

// setting reports whether the package reads field f from a file of settings.
func (e *Evaluator) setting(f *types.Var) bool {
	if e.settings == nil {
		e.settings = map[*types.Var]bool{}
		for _, fn := range e.Pkg.Funcs {
			for _, call := range fn.Calls {
				e.reads(fn, call)
			}
		}
	}
	return e.settings[f]
}

// reads notes the fields that a call of a decoder sets in fn, if that reads settings. Where fn is told what to read them into, its
// callers in the package say that.
func (e *Evaluator) reads(fn *code.Func, call *ast.CallExpr) {
	callee := code.StaticCallee(e.Pkg.Info, call)
	if callee == nil {
		return
	}
	fact := e.Fact(callee)
	if fact == nil {
		return
	}
	switch fact.Is[winapi.Source] {
	case "settings":
	case "message":
		if !e.fromFile(call, fact) {
			return
		}
	default:
		return
	}
	x := e.role(call, fact, "out")
	if x == nil {
		return
	}
	e.decodes(e.Pkg.Info.TypeOf(x), 0)
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return
	}
	v, ok := e.Pkg.Info.Uses[id].(*types.Var)
	if !ok || !isParam(e.Pkg.Defs(v)) || fn.Obj == nil {
		return
	}
	i := e.Pkg.Defs(v)[0].Index
	for _, g := range e.Pkg.Funcs {
		for _, c := range g.Calls {
			if i >= 0 && i < len(c.Args) && code.StaticCallee(e.Pkg.Info, c) == fn.Obj {
				e.decodes(e.Pkg.Info.TypeOf(c.Args[i]), 0)
			}
		}
	}
}

// decodes notes the fields that a decoder sets in a value of type t.
func (e *Evaluator) decodes(t types.Type, depth int) {
	if t == nil || depth > MaxDepth {
		return
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		e.decodes(u.Elem(), depth+1)
	case *types.Slice:
		e.decodes(u.Elem(), depth+1)
	case *types.Map:
		e.decodes(u.Elem(), depth+1)
	case *types.Struct:
		for i := range u.NumFields() {
			if f := u.Field(i); f.Exported() && !left(u.Tag(i)) && !e.settings[f] {
				e.settings[f] = true
				e.decodes(f.Type(), depth+1)
			}
		}
	}
}

// left reports whether a tag says that decoders leave a field out.
func left(tag string) bool {
	for _, format := range []string{"json", "xml", "yaml", "toml"} {
		if reflect.StructTag(tag).Get(format) == "-" {
			return true
		}
	}
	return false
}
