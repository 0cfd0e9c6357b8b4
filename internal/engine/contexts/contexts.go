// Package contexts tells where each function and block of a program can run: in a Windows service, in a user's session,
// or, in a driver that sees one package at a time, wherever its importers call it.
//
// It reads summaries only, no syntax and no types. A missing edge of the call graph loses a report and a wrong one makes
// a false report, so whatever is in doubt is left out: what is neither proven to be service code nor session code is
// unknown.
package contexts

import (
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Set is a set of contexts.
type Set uint8

// The contexts.
const (
	Service Set = 1 << iota // it can run in a Windows service
	Session                 // it can run in a user's session
	Open                    // its importers decide, and they are not known; see Input.Modular
)

// Has reports whether s holds a context of t.
func (s Set) Has(t Set) bool { return s&t != 0 }

// Unknown reports whether nothing is proven and nobody else can prove it either.
func (s Set) Unknown() bool { return s == 0 }

// Names returns the proven contexts as they are printed.
func (s Set) Names() []string {
	var names []string
	if s.Has(Service) {
		names = append(names, "service")
	}
	if s.Has(Session) {
		names = append(names, "session")
	}
	return names
}

// A Catalogue is what the solver asks of the catalogue; *winapi.Catalogue is one.
type Catalogue interface {
	Go(fullName string) *winapi.Func
	Win32(name string) *winapi.Func
}

// An Input is what the solver starts from.
type Input struct {
	// Packages are all packages of the module or, if Modular is set, the package under analysis and then those whose
	// facts it sees.
	Packages []*summary.Package
	// Modular says that only Packages[0] is judged, and that who imports it is not known.
	Modular   bool
	Catalogue Catalogue
	// Implementations returns the ids of the functions that may implement an interface method, by the method's id, or are
	// given to a field, by its full name; none if there are too many. It may be nil.
	Implementations func(method string) []string
	// Programs tells how programs run that the settings speak of, by the import path of the main package. Nothing is
	// inferred for the session where they do.
	Programs map[string]Set
	// Entries tells where functions run that the settings speak of, by id.
	Entries map[string]Set
}

// Of returns the contexts of a block: those of its function, as far as the tests that hold in the block allow them, and
// those that the block's own place proves. The block that starts the service counts as service code only if no site of
// the function stands behind the start; see [Solved.At].
func (s *Solved) Of(fn string, block int) Set {
	n, ok := s.judged(fn)
	if !ok {
		return 0
	}
	return s.of(n, block, inBlock(block))
}

// At returns the contexts of a site. Unlike [Solved.Of] it tells what stands before the start of the service in the same
// block from what stands behind it.
func (s *Solved) At(fn string, site *summary.Site) Set {
	n, ok := s.judged(fn)
	if !ok {
		return 0
	}
	return s.of(n, site.Block, atSite(site))
}

func inBlock(block int) func(*region) bool { return func(r *region) bool { return r.holds(block) } }

func atSite(site *summary.Site) func(*region) bool {
	return func(r *region) bool { return r.holdsSite(site) }
}

func (s *Solved) of(n node, block int, in func(*region) bool) Set {
	var c Set
	tests := s.guards(n).tests(block)
	service := s.service.reaches(n, in) && !(s.service.whole[n].early && s.g.picked(n, block))
	if (service || s.asked.reaches(n, in)) && !tests.has(isNoService) || tests == isService {
		c |= Service
	}
	if s.session.reaches(n, in) && !tests.has(isService) {
		c |= Session
	}
	if s.Pending(s.g.ids[n], block) != 0 {
		c |= Open
	}
	return c
}

// Pending returns the contexts that importers may still bring to a block of open code. An importer that is a service
// brings nothing to code that stands behind a test for not being one.
func (s *Solved) Pending(fn string, block int) Set {
	n, ok := s.judged(fn)
	if !ok || !s.in.Modular {
		return 0
	}
	var c Set
	tests := s.guards(n).tests(block)
	if s.openService.whole[n].reached && tests == 0 {
		c |= Service
	}
	if s.openSession.whole[n].reached && !tests.has(isService) {
		c |= Session
	}
	return c
}

// Live reports whether something can run the function. A definition that nobody calls is not judged.
func (s *Solved) Live(fn string) bool {
	n, ok := s.judged(fn)
	return ok && s.live[n]
}

// judged returns the node of a function that the solver answers for.
func (s *Solved) judged(fn string) (node, bool) {
	n, ok := s.g.index[fn]
	return n, ok && (!s.in.Modular || s.g.pkgOf[n] == 0)
}

// Unasked reports whether the function runs in a service by calls alone, from where the service starts on: no library calls
// it back, as one does for a request.
func (s *Solved) Unasked(fn string) bool {
	n, ok := s.judged(fn)
	if !ok {
		return false
	}
	s.unaskedOnce.Do(func() {
		s.unasked = s.g.reach(sorted(s.entries), func(e *edge) bool { return e.how&reference == 0 && !e.tests.has(isNoService) })
	})
	return s.unasked[n]
}
