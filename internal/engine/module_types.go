// Which type of the packages implements an interface, and which function they give to a field or a parameter.

package engine

import (
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"

	"github.com/rdslint/rdslint/internal/engine/names"
)

// implementations returns a function that tells which functions a call of an interface method runs, where one type of
// the packages implements the interface, or that of a field or parameter, where the packages give it one function. Several
// leave it open.
func implementations(pkgs []*Package) func(method string) []string {
	return implementationsBy(&roster{all: pkgs}, sync.OnceValue(func() *typeIndex { return newTypeIndex(pkgs) }))
}

func implementationsBy(r *roster, index func() *typeIndex) func(method string) []string {
	implementers := map[string]*types.Named{}
	return func(method string) []string {
		if fn, i, ok := parameterOf(method); ok {
			return givenParameter(r, fn, i)
		}
		recv, name, ok := strings.Cut(strings.TrimPrefix(method, "("), ").")
		if !ok {
			return givenField(r, method)
		}
		i := index().interfaces[recv]
		if i == nil || i.NumMethods() == 0 {
			return nil
		}
		named, ok := implementers[recv]
		if !ok {
			named = index().implementer(i)
			implementers[recv] = named
		}
		if named == nil {
			return nil
		}
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(named), true, named.Obj().Pkg(), name)
		if fn, ok := obj.(*types.Func); ok {
			return []string{fn.Origin().FullName()}
		}
		return nil
	}
}

// givenField returns the one function that the packages give to a field, by the field's full name.
func givenField(r *roster, name string) []string {
	v := fieldNamed(r.all, name)
	if v == nil {
		return nil
	}
	var all names.Values
	for _, p := range r.giving(v) {
		all = append(all, p.stored(v)...)
	}
	return onlyFunction(all)
}

// givenParameter returns the one function that the packages give to a parameter.
func givenParameter(r *roster, fn string, i int) []string {
	exported := token.IsExported(fn[strings.LastIndexByte(fn, '.')+1:])
	var all names.Values
	for _, p := range r.calling(fn) {
		if exported || strings.Contains(fn, p.Code.Types.Path()) { // no other package names the function
			all = append(all, p.gives(fn, i)...)
		}
	}
	return onlyFunction(all)
}

// onlyFunction returns the one function that v is, where it is anything.
func onlyFunction(v names.Values) []string {
	var only []string
	for _, t := range v {
		switch {
		case t.Null():
		case len(t) != 1 || t[0].Kind != names.Function || only != nil && only[0] != t[0].Text:
			return nil
		default:
			only = []string{t[0].Text}
		}
	}
	return only
}

// fieldNamed returns the field of one of the packages' types that has a full name, or nil.
func fieldNamed(pkgs []*Package, name string) *types.Var {
	dot := strings.LastIndexByte(name, '.')
	owner, typ := name[:dot], ""
	if dot = strings.LastIndexByte(owner, '.'); dot >= 0 {
		owner, typ = owner[:dot], owner[dot+1:]
	}
	for _, p := range pkgs {
		if p.Code.Types.Path() != owner {
			continue
		}
		if tn, ok := p.Code.Types.Scope().Lookup(typ).(*types.TypeName); ok {
			obj, _, _ := types.LookupFieldOrMethod(tn.Type(), false, p.Code.Types, name[strings.LastIndexByte(name, '.')+1:])
			v, _ := obj.(*types.Var)
			return v
		}
	}
	return nil
}

// A roster is packages, and which of them call a function or give a field a value: a module has hundreds that do not, and the
// solver of contexts asks of hundreds of functions.
type roster struct {
	all     []*Package
	indexed func() *rosterIndex // nil, and any of them may
	changed []*Package          // stand in the place of those of the index that have their paths
}

type rosterIndex struct {
	callers map[string][]*Package
	givers  map[*types.Var][]*Package
}

func newRosterIndex(pkgs []*Package) *rosterIndex {
	x := &rosterIndex{map[string][]*Package{}, map[*types.Var][]*Package{}}
	for _, p := range pkgs {
		for id := range p.callers {
			x.callers[id] = append(x.callers[id], p)
		}
		for _, v := range p.Code.Fields() {
			x.givers[v] = append(x.givers[v], p)
		}
	}
	return x
}

// calling returns the packages that call a function, and maybe others.
func (r *roster) calling(fn string) []*Package {
	if r.indexed == nil {
		return r.all
	}
	return r.present(r.indexed().callers[fn])
}

// giving returns the packages that give a field a value, and maybe others.
func (r *roster) giving(v *types.Var) []*Package {
	if r.indexed == nil {
		return r.all
	}
	return r.present(r.indexed().givers[v.Origin()])
}

func (r *roster) present(indexed []*Package) []*Package {
	if len(r.changed) == 0 {
		return indexed
	}
	out := slices.Clone(r.changed)
	for _, p := range indexed {
		if !slices.ContainsFunc(r.changed, func(q *Package) bool { return q.Summary.Path == p.Summary.Path }) {
			out = append(out, p)
		}
	}
	return out
}

// A typeIndex holds the types that packages declare: interfaces by full name, and the others by the names of their methods.
type typeIndex struct {
	interfaces map[string]*types.Interface
	byMethod   map[string][]*types.Named
	unlinked   map[*types.Package]bool // the packages that are in no program
}

func newTypeIndex(pkgs []*Package) *typeIndex {
	index := &typeIndex{map[string]*types.Interface{}, map[string][]*types.Named{}, unlinked(pkgs)}
	for _, p := range pkgs {
		scope := p.Code.Types.Scope()
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() {
				continue
			}
			named, ok := tn.Type().(*types.Named)
			if !ok || named.TypeParams().Len() > 0 {
				continue
			}
			if i, ok := named.Underlying().(*types.Interface); ok {
				index.interfaces[p.Code.Types.Path()+"."+name] = i
				continue
			}
			methods := map[string]bool{}
			methodNames(named, methods, map[types.Type]bool{})
			for m := range methods {
				index.byMethod[m] = append(index.byMethod[m], named)
			}
		}
	}
	return index
}

// unlinked returns the packages that no program of the module is linked with, where it has programs.
func unlinked(pkgs []*Package) map[*types.Package]bool {
	byPath := make(map[string]*Package, len(pkgs))
	var todo []*Package
	for _, p := range pkgs {
		byPath[p.Code.Types.Path()] = p
		if p.Code.Types.Name() == "main" {
			todo = append(todo, p)
		}
	}
	if len(todo) == 0 {
		return nil
	}
	linked := map[*Package]bool{}
	for ; len(todo) > 0; todo = todo[1:] {
		if linked[todo[0]] {
			continue
		}
		linked[todo[0]] = true
		for _, imp := range todo[0].Code.Types.Imports() {
			if q := byPath[imp.Path()]; q != nil {
				todo = append(todo, q)
			}
		}
	}
	out := map[*types.Package]bool{}
	for _, p := range pkgs {
		if !linked[p] {
			out[p.Code.Types] = true
		}
	}
	return out
}

// implementer returns the one type that implements an interface, or nil if there is none or more than one. A type that no
// program of the module is linked with, such as a mock for tests, counts only where there is no other. To ask go/types
// of each type takes longer than all that the solver does, so only those are asked about that have a method of the rarest
// name.
func (index *typeIndex) implementer(i *types.Interface) (only *types.Named) {
	candidates := index.byMethod[i.Method(0).Name()]
	for m := range i.Methods() {
		if list := index.byMethod[m.Name()]; len(list) < len(candidates) {
			candidates = list
		}
	}
	var spare []*types.Named
	for _, t := range candidates {
		if (types.Implements(t, i) || types.Implements(types.NewPointer(t), i)) && !passesOn(t, i) {
			switch {
			case index.unlinked[t.Obj().Pkg()]:
				spare = append(spare, t)
			case only != nil:
				return nil
			default:
				only = t
			}
		}
	}
	if only == nil && len(spare) == 1 {
		return spare[0]
	}
	return only
}

// passesOn reports whether t has the methods of i only because it embeds an interface with them: it is no type that implements it,
// but one around such a type.
func passesOn(t *types.Named, i *types.Interface) bool {
	for m := range i.Methods() {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), false, m.Pkg(), m.Name())
		if fn, ok := obj.(*types.Func); !ok || !types.IsInterface(fn.Signature().Recv().Type()) {
			return false
		}
	}
	return true
}

// methodNames adds the names of a type's methods, those of embedded fields included, even if they are hidden.
func methodNames(t types.Type, names map[string]bool, seen map[types.Type]bool) {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	t = types.Unalias(t)
	if named, ok := t.(*types.Named); ok {
		t = named.Origin()
	}
	if seen[t] {
		return
	}
	seen[t] = true
	if named, ok := t.(*types.Named); ok {
		for m := range named.Methods() {
			names[m.Name()] = true
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Interface:
		for m := range u.Methods() {
			names[m.Name()] = true
		}
	case *types.Struct:
		for f := range u.Fields() {
			if f.Embedded() {
				methodNames(f.Type(), names, seen)
			}
		}
	}
}
