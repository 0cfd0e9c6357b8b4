package winapi

import (
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"
)

// StandIn returns what the catalogue knows of a package, as a package: for code that imports it where it cannot be had. It returns
// nil if the catalogue knows nothing of it.
//
// Functions and methods take anything and return nothing: what they return has no type, which the type checker says of each use.
// Types have no fields but known ones.
func (c *Catalogue) StandIn(importPath string) *types.Package {
	if !c.Package(importPath) {
		return nil
	}
	s := standIn{types.NewPackage(importPath, AssumedName(importPath)), make(map[string]*types.Named), make(map[string][]*types.Var)}
	for _, name := range slices.Sorted(maps.Keys(c.gofuncs)) {
		s.declare(name, c.gofuncs[name])
	}
	if c.identity[importPath] {
		for _, name := range slices.Sorted(maps.Keys(c.win32)) {
			if f := c.win32[name]; s.pkg.Scope().Lookup(name) == nil && f.Params >= 0 {
				s.pkg.Scope().Insert(types.NewFunc(token.NoPos, s.pkg, name, signature(nil, f)))
			}
		}
	}
	for name, fields := range s.fields {
		s.named(name).SetUnderlying(types.NewStruct(fields, nil))
	}
	s.pkg.MarkComplete()
	return s.pkg
}

type standIn struct {
	pkg    *types.Package
	types  map[string]*types.Named
	fields map[string][]*types.Var
}

// declare declares what a fact of the package is about: "(*path.T).M" or "(path.T).M", "path.T.F", or "path.F", a type's name or a
// variable's if it has no parameters.
func (s standIn) declare(fullName string, f *Func) {
	pointer := strings.HasPrefix(fullName, "(*")
	name, ok := strings.CutPrefix(strings.TrimLeft(fullName, "(*"), s.pkg.Path()+".")
	if !ok {
		return
	}
	typ, member, isMember := strings.Cut(strings.Replace(name, ").", ".", 1), ".")
	switch {
	case !token.IsIdentifier(typ) || isMember && !token.IsIdentifier(member): // generic, or a field of a field
	case !isMember && f.Params >= 0:
		s.pkg.Scope().Insert(types.NewFunc(token.NoPos, s.pkg, typ, signature(nil, f)))
	case !isMember && (f.Has(Carrier) || f.Has(Counter) || f.Has(Command)):
		s.named(typ)
	case !isMember:
		s.pkg.Scope().Insert(types.NewVar(token.NoPos, s.pkg, typ, anything))
	case f.Params >= 0:
		var recv types.Type = s.named(typ)
		if pointer {
			recv = types.NewPointer(recv)
		}
		s.named(typ).AddMethod(types.NewFunc(token.NoPos, s.pkg, member, signature(types.NewVar(token.NoPos, s.pkg, "", recv), f)))
	default:
		s.named(typ)
		s.fields[typ] = append(s.fields[typ], types.NewField(token.NoPos, s.pkg, member, anything, false))
	}
}

// named returns the type with a name, declared.
func (s standIn) named(name string) *types.Named {
	if t := s.types[name]; t != nil {
		return t
	}
	t := types.NewNamed(types.NewTypeName(token.NoPos, s.pkg, name, nil), types.NewStruct(nil, nil), nil)
	s.pkg.Scope().Insert(t.Obj())
	s.types[name] = t
	return t
}

var anything = types.Universe.Lookup("any").Type()

// signature returns the signature of a function, as far as it is known.
func signature(recv *types.Var, f *Func) *types.Signature {
	params := make([]*types.Var, f.Params)
	for i := range params {
		t := anything
		if f.Variadic && i == len(params)-1 {
			t = types.NewSlice(t)
		}
		params[i] = types.NewParam(token.NoPos, nil, "", t)
	}
	return types.NewSignatureType(recv, nil, nil, types.NewTuple(params...), nil, f.Variadic)
}

// AssumedName returns the name that the package with an import path probably has: go-winio is winio, and yaml.v3 is yaml.
func AssumedName(importPath string) string {
	base := path.Base(importPath)
	if v, ok := strings.CutPrefix(base, "v"); ok && strings.Trim(v, "0123456789") == "" && strings.Contains(importPath, "/") {
		base = path.Base(path.Dir(importPath))
	}
	base = strings.TrimPrefix(base, "go-")
	end := strings.IndexFunc(base, func(r rune) bool {
		return r != '_' && !('0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	})
	if end > 0 {
		base = base[:end]
	}
	return base
}
