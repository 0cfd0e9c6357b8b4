package contexts

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/summary"
)

// A program is a main function with the packages that are linked with it.
type program struct {
	main     node
	path     string
	pkgs     map[int32]bool
	inits    []node
	commands []node
	choosing []node // the functions of the main package in which arguments decide something
	imported *use   // the import that makes it a service
	runs     set    // the functions that its calls lead to; see [Solved.Programs]
}

// findPrograms finds the main functions and what is linked with them.
func (s *Solved) findPrograms() {
	for n := range s.g.nodes() {
		if s.live[n] && len(s.g.fns[n].Reruns) > 0 {
			s.rerunning = append(s.rerunning, n)
		}
		if s.live[n] && s.g.isMain(n) {
			s.programs = append(s.programs, &program{main: n, path: s.g.pkg(n).Path, pkgs: s.linked(n)})
		}
	}
	inits, commands, choosing := map[int32][]node{}, map[int32][]node{}, map[int32][]node{}
	for n := range s.g.nodes() {
		pkg := s.g.pkgOf[n]
		switch {
		case !s.live[n]:
			continue
		case s.g.isInit(n):
			inits[pkg] = append(inits[pkg], n)
		case s.g.fns[n].Command:
			commands[pkg] = append(commands[pkg], n)
		}
		if s.g.pkgs[pkg].Name == "main" && s.guards(n).choice {
			choosing[pkg] = append(choosing[pkg], n)
		}
	}
	for _, p := range s.programs {
		p.choosing = choosing[s.g.pkgOf[p.main]]
		for _, pkg := range slices.Sorted(maps.Keys(p.pkgs)) {
			p.inits = append(p.inits, inits[pkg]...)
			p.commands = append(p.commands, commands[pkg]...)
		}
		for _, n := range p.inits {
			if p.imported == nil {
				p.imported = s.imports[n]
			}
		}
		if p.imported != nil {
			s.importing[p.main] = true
		}
	}
}

// linked returns the packages of the program with the given main function: those that its package imports, directly or
// not, or, if the summaries do not say, those that its calls reach.
func (s *Solved) linked(main node) map[int32]bool {
	home := s.g.pkgOf[main]
	found := map[int32]bool{home: true}
	if s.g.pkgs[home].Imports == nil {
		for n, reached := range s.g.reach([]node{main}, func(*edge) bool { return true }) {
			if reached {
				found[s.g.pkgOf[n]] = true
			}
		}
		return found
	}
	todo := []int32{home}
	for len(todo) > 0 {
		pkg := s.g.pkgs[todo[len(todo)-1]]
		todo = todo[:len(todo)-1]
		for _, path := range pkg.Imports {
			if i, ok := s.g.byPkg[path]; ok && !found[i] {
				found[i] = true
				todo = append(todo, i)
			}
		}
	}
	return found
}

// servicePrograms returns the init functions of the programs that become services, and the main functions of those that
// do so by an import.
func (s *Solved) servicePrograms() []item {
	starts := s.callers(sorted(s.starts), func(e *edge) bool { return e.how&guessed == 0 })
	var items []item
	for _, p := range s.programs {
		becomes := p.imported != nil || s.in.Programs[p.path].Has(Service)
		for _, n := range slices.Concat([]node{p.main}, p.inits, p.commands) {
			becomes = becomes || starts[n]
		}
		if p.imported != nil {
			items = s.service.fromRegion(items, s.withoutArgs(p))
		}
		if becomes {
			items = s.initialisers(s.service, items, p, "initialises the program "+p.path+", which is a service")
		}
	}
	return items
}

// withoutArgs returns the part of a main function that is not behind an argument: "install" does not run in the service.
func (s *Solved) withoutArgs(p *program) *region {
	return s.given(p, nil, begin("imports "+p.imported.fact.label, p.imported.site.At))
}

// given returns the part of a main function that is not behind another argument than those.
func (s *Solved) given(p *program, args []string, from link) *region {
	r := s.g.region(p.main, from)
	guards := s.guards(p.main)
	for block := range max(len(r.fn.Blocks), 1) {
		r.blocks[block] = !slices.ContainsFunc(guards.of(block), func(g summary.Guard) bool { return isChosen(g) && !slices.Contains(args, g.Arg) })
	}
	return r
}

func isChosen(g summary.Guard) bool { return g.Kind == summary.Choice && g.Value }

// initialisers adds the init functions of a program. The functions that they hand on run later and elsewhere.
func (s *Solved) initialisers(f *flow, items []item, p *program, why string) []item {
	for _, n := range p.inits {
		if slices.ContainsFunc(f.regions[n], func(r *region) bool { return r.quiet }) {
			continue // those of another program already
		}
		r := s.g.region(n, s.begin(n, why))
		r.quiet = true
		for block := range max(len(r.fn.Blocks), 1) {
			r.blocks[block] = true
		}
		items = f.fromRegion(items, r)
	}
	return items
}

// isNamed reports whether go build gives the program's executable that name.
func (p *program) isNamed(name string) bool {
	return name != "" && strings.EqualFold(path.Base(p.path), name)
}

// A rerun is a place where a program starts itself again, or another one.
type rerun struct {
	n     node
	index int
}

// reruns returns the branches of main packages, and the main functions, that run in processes which a program of the module
// starts: by service code for the service, with a user's token for the session. It is nil if there are no more of them.
func (s *Solved) reruns(f *flow) []item {
	var items []item
	for _, n := range s.rerunning {
		for i := range s.g.fns[n].Reruns {
			again := &s.g.fns[n].Reruns[i]
			why := "a process started with a user's token"
			if f == s.service {
				why = "a process that the service starts"
				in := func(r *region) bool { return r.holds(again.Block) }
				if s.guards(n).tests(again.Block).has(isNoService) || !f.reaches(n, in) {
					continue
				}
			}
			if again.Token != (f == s.session) || s.followed[rerun{n, i}] {
				continue
			}
			s.followed[rerun{n, i}] = true
			from := begin(why, again.At)
			for _, p := range s.programs {
				switch itself := p.pkgs[s.g.pkgOf[n]]; {
				case itself && (again.Name == "" || p.isNamed(again.Name)):
					items = s.withArgs(f, items, p, again.Args, from)
				case !itself && p.isNamed(again.Name):
					items = f.fromRegion(items, s.given(p, again.Args, from))
					items = s.initialisers(f, items, p, "initialises the program "+p.path+", "+why)
				}
			}
		}
	}
	return items
}

// withArgs adds the blocks of a program's main package that run only if one of the arguments is given.
func (s *Solved) withArgs(f *flow, items []item, p *program, args []string, from link) []item {
	for _, n := range p.choosing {
		guards := s.guards(n)
		r := s.g.region(n, from)
		for block := range r.fn.Blocks {
			if slices.ContainsFunc(guards.of(block), func(g summary.Guard) bool { return isChosen(g) && slices.Contains(args, g.Arg) }) {
				r.blocks[block] = true
			}
		}
		if len(r.blocks) > 0 {
			items = f.fromRegion(items, r)
		}
	}
	return items
}
