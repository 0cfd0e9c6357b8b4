// A package as its importers and the solver of contexts see it.

package engine

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
)

// summarise describes the package for the solver of contexts and for its importers.
func (p *Package) summarise() {
	s := &summary.Package{
		Path: p.Code.Types.Path(), Name: p.Code.Types.Name(), Addresses: p.addresses(),
		Funcs: map[string]*summary.Func{}, Fields: map[string][]*summary.Site{}, Stored: map[string]names.Values{},
		Embeds: p.embeds(),
	}
	for _, imp := range p.Code.Types.Imports() {
		s.Imports = append(s.Imports, imp.Path())
	}
	slices.Sort(s.Imports)
	for _, f := range p.Code.Funcs {
		tests := p.testsOnly(f)
		s.Funcs[f.ID] = &summary.Func{
			ID: f.ID, At: p.place(f.Pos()), Open: p.open(f) && !tests, Tests: tests, NoReturn: f.Body != nil && f.NoReturn(),
		}
	}
	objects := p.handedObjects()
	for _, f := range p.Code.Funcs {
		sf := s.Funcs[f.ID]
		sf.Calls = p.edges(f, s, objects[f])
		sf.Lists = p.listedParams(f)
		sf.Blocks = p.blocks(f)
	}
	for _, site := range p.sites {
		f := s.Funcs[site.In.ID]
		t := site.template()
		f.Sites = append(f.Sites, t)
		if args := site.reruns(); len(args) > 0 {
			f.Reruns = append(f.Reruns, summary.Rerun{Args: args, Token: !site.Own(), Block: site.block, At: p.place(site.Node.Pos())})
		}
		for name, args := range site.programs() {
			f.Reruns = append(f.Reruns, summary.Rerun{Name: name, Args: args, Token: !site.Own(), Block: site.block, At: p.place(site.Node.Pos())})
		}
		for _, id := range site.waitsFor() {
			if g := s.Funcs[id]; g != nil && !site.optional(id) {
				g.Waits = append(g.Waits, site.templateFor(id))
			}
		}
		for _, name := range site.waitsForField() {
			s.Fields[name] = append(s.Fields[name], t)
		}
	}
	p.Summary = s
}

// embeds returns the named types that the package's struct types embed.
func (p *Package) embeds() map[string][]string {
	out := map[string][]string{}
	scope := p.Code.Types.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		st, ok := tn.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for f := range st.Fields() {
			if t := names.ConcreteType(f.Type()); f.Embedded() && t != "" {
				key := p.Code.Types.Path() + "." + name
				out[key] = append(out[key], strings.TrimPrefix(t, "*"))
			}
		}
	}
	return out
}

// open reports whether f can be reached from outside a package that is not main.
func (p *Package) open(f *code.Func) bool {
	return f.Obj != nil && f.Obj.Exported() && p.Code.Types.Name() != "main"
}

// forTests reports whether a function that is called so is exported for the tests of other packages: InitForUnitTest.
func forTests(name string) bool {
	for _, end := range []string{"Test", "Tests", "Testing"} {
		if base, ok := strings.CutSuffix(name, end); ok {
			return strings.HasSuffix(base, "For") || strings.HasSuffix(base, "ForUnit")
		}
	}
	return false
}

// testsOnly reports whether f is there for tests to call: it is called so, or it, or what it is a method of, is given a test.
func (p *Package) testsOnly(f *code.Func) bool {
	switch {
	case f.Obj == nil:
		return false
	case forTests(f.Obj.Name()):
		return true
	case !slices.ContainsFunc(p.Code.Types.Imports(), func(imp *types.Package) bool { return imp.Path() == "testing" }):
		return false
	}
	sig := f.Obj.Signature()
	if recv := sig.Recv(); recv != nil {
		if st, ok := pointed(recv.Type()).Underlying().(*types.Struct); ok {
			for v := range st.Fields() {
				if isTest(v.Type()) {
					return true
				}
			}
		}
	}
	for v := range sig.Params().Variables() {
		if isTest(v.Type()) {
			return true
		}
	}
	return false
}

// isTest reports whether a value of type t is a running test, benchmark or fuzz target.
func isTest(t types.Type) bool {
	named, ok := types.Unalias(pointed(t)).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "testing" {
		return false
	}
	switch named.Obj().Name() {
	case "T", "B", "F", "M", "TB":
		return true
	}
	return false
}

// place returns pos as a summary writes it.
func (p *Package) place(pos token.Pos) summary.Place { return summary.PlaceOf(p.Code.Fset, pos) }
