// The fact about a package in modular mode: what its exported functions lead to.

package engine

import (
	"go/types"
	"path"
	"path/filepath"
	"slices"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
)

// maxSites bounds what one function tells its importers.
const maxSites = 64

// export returns the package's summary as importers see it in a modular driver, or nil if there is nothing to tell. Facts
// reach direct importers only, so each exported function carries what the functions behind it do.
func (p *Package) export() *summary.Package {
	out := &summary.Package{
		Path: p.Summary.Path, Name: p.Summary.Name, Addresses: p.Summary.Addresses,
		Funcs: map[string]*summary.Func{}, Fields: p.Summary.Fields, Stored: map[string]names.Values{},
	}
	if out.Name == "main" {
		return nil
	}
	own := map[*code.Func][]*Site{}
	for _, s := range p.sites {
		own[s.In] = append(own[s.In], s)
	}
	for _, f := range p.Code.Funcs {
		if f.Obj == nil || !f.Obj.Exported() {
			continue
		}
		sf := &summary.Func{ID: f.ID, NoReturn: p.Summary.Funcs[f.ID].NoReturn, Lists: p.Summary.Funcs[f.ID].Lists, Results: p.told(f)}
		if p.catalogued(f.ID) {
			if sf.NoReturn || sf.Results != nil {
				out.Funcs[f.ID] = sf
			}
			continue
		}
		sf.Sites = p.reached(f, own)
		for _, t := range p.Summary.Funcs[f.ID].Waits[:min(maxSites, len(p.Summary.Funcs[f.ID].Waits))] {
			u := *t
			u.At.Where.Filename = p.fileName(u.At.Where.Filename)
			sf.Waits = append(sf.Waits, &u)
		}
		if len(sf.Sites)+len(sf.Waits)+len(sf.Lists) > 0 || sf.NoReturn || sf.Results != nil {
			out.Funcs[f.ID] = sf
		}
	}
	scope := p.Code.Types.Scope()
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Var:
			if obj.Exported() {
				p.store(out, p.Summary.Path+"."+name, obj)
			}
		case *types.TypeName:
			if s, ok := obj.Type().Underlying().(*types.Struct); ok && obj.Exported() && !obj.IsAlias() {
				for f := range s.Fields() {
					if f.Exported() {
						p.store(out, names.FieldName(f, obj.Type()), f)
					}
				}
			}
		}
	}
	if len(out.Funcs)+len(out.Fields)+len(out.Stored) == 0 && !out.Addresses {
		return nil
	}
	return out
}

// store records what the package puts into a variable, if it says anything.
func (p *Package) store(out *summary.Package, name string, v *types.Var) {
	if got := p.eval.Stored(v); saysSomething(got) {
		out.Stored[name] = got
	}
}

// told returns the results of f as far as they say anything, in terms of its parameters.
func (p *Package) told(f *code.Func) []names.Values {
	r := p.eval.Results(f)
	for _, v := range r {
		if saysSomething(v) {
			return r
		}
	}
	return nil
}

// saysSomething reports whether importers can learn anything from v.
func saysSomething(v names.Values) bool {
	for _, t := range v {
		for _, s := range t {
			switch s.Kind {
			case names.Unknown, names.Nil, names.Object, names.Function:
			case names.Known:
				if !s.Plain && s.Text != "" {
					return true
				}
			default:
				return true
			}
		}
	}
	return false
}

// reached returns the sites of f and of what it calls within the package, as far as they are not settled here.
func (p *Package) reached(f *code.Func, own map[*code.Func][]*Site) []*summary.Site {
	type visit struct {
		f    *code.Func
		path []summary.Step
	}
	var out []*summary.Site
	seen := map[*code.Func]bool{f: true}
	for work := []visit{{f: f}}; len(work) > 0 && len(out) < maxSites; work = work[1:] {
		v := work[0]
		for _, s := range own[v.f] {
			if s.usesKey() {
				continue // keys are judged where they stand
			}
			if len(s.waitsFor()) > 0 || !s.Contexts().Has(contexts.Open) || s.notService() {
				continue // settled here, or told as one that waits
			}
			if s.usesAccount() {
				if a, ok := s.Account(); !ok || a.Chosen {
					continue // nothing that a service had not, or only where somebody asks for it
				}
			}
			t := *s.template()
			t.Block, t.Steps = 0, slices.Concat(v.path, t.Steps)
			t.At.Where.Filename = p.fileName(t.At.Where.Filename)
			out = append(out, &t)
		}
		sf := p.Summary.Funcs[v.f.ID]
		for _, c := range sf.Calls {
			if guarded(sf, c.Block) {
				continue
			}
			for _, id := range c.Callees {
				if p.catalogued(id) {
					continue // the call is a site itself
				}
				for _, g := range p.byID(id) {
					if !seen[g] {
						seen[g] = true
						at := c.At
						at.Where.Filename = p.fileName(at.Where.Filename)
						work = append(work, visit{g, append(slices.Clip(v.path), summary.Step{At: at, Message: "calls " + shortName(id)})})
					}
				}
			}
		}
	}
	return out
}

// catalogued reports whether the catalogue says what a function does. What is in it is then nobody's finding.
func (p *Package) catalogued(id string) bool {
	f := p.cat.Go(id)
	return f != nil && !passive(f)
}

func (p *Package) byID(id string) []*code.Func {
	ids := append([]string{id}, p.implementers(id)...)
	var out []*code.Func
	for _, f := range p.Code.Funcs {
		if slices.Contains(ids, f.ID) {
			out = append(out, f)
		}
	}
	return out
}

// fileName returns a file's name as facts carry it: the same on every machine.
func (p *Package) fileName(name string) string {
	if name == "" {
		return ""
	}
	return path.Join(p.Summary.Path, filepath.Base(name))
}

// notService reports whether the site runs only where the process is known to be no service.
func (s *Site) notService() bool {
	return guarded(s.pkg.Summary.Funcs[s.In.ID], s.block)
}

func guarded(f *summary.Func, block int) bool {
	if block >= len(f.Blocks) {
		return false
	}
	for _, g := range f.Blocks[block].Guards {
		if g.Kind == summary.IsService && !g.Value {
			return true
		}
	}
	return false
}

// shortName returns an id without the import path, as messages show it.
func shortName(id string) string {
	open := ""
	for len(id) > 0 && (id[0] == '(' || id[0] == '*') {
		open, id = open+id[:1], id[1:]
	}
	return open + path.Base(id)
}
