package contexts

import (
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/summary"
)

// findLive finds what can run at all: from the roots along all edges, and what the sites found there hand to Windows.
func (s *Solved) findLive() {
	s.live = make(set, len(s.g.fns))
	var todo []node
	add := func(n node) {
		if !s.live[n] {
			s.live[n] = true
			todo = append(todo, n)
		}
	}
	for n := range s.g.nodes() {
		if s.isRoot(n) {
			add(n)
		}
	}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for i := range s.g.out(n) {
			add(s.g.out(n)[i].to)
		}
		for _, handler := range s.readSites(n) {
			add(handler)
		}
	}
}

// isRoot reports whether n runs without a caller that is known.
func (s *Solved) isRoot(n node) bool {
	fn := s.g.fns[n]
	if s.in.Modular && s.g.pkgOf[n] != 0 {
		return s.g.isInit(n) // who imports a package runs its init functions
	}
	if _, ok := s.in.Entries[s.g.ids[n]]; ok {
		return true
	}
	switch {
	case fn.Tests && !strings.HasSuffix(fn.At.Where.Filename, "_test.go"):
		return false // only a test can call it, and then that is a caller that is known
	case s.g.isMain(n), s.g.isInit(n), fn.Command, s.g.isTest(n):
		return true
	case s.g.isMethod(n) && s.g.isExported(n):
		return true // it may satisfy an interface
	case s.in.Modular:
		return fn.Open
	}
	return (fn.Open || s.g.isExported(n)) && isPublic(s.g.pkg(n))
}

// isPublic reports whether modules that are not known may import pkg.
func isPublic(pkg *summary.Package) bool {
	return pkg.Name != "main" && !slices.Contains(strings.Split(pkg.Path, "/"), "internal")
}
