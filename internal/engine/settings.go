// What a user can set, and the flags for it.

package engine

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/winapi"
)

// Settings are what a user can set. The zero value is the default.
type Settings struct {
	// MinLevel is the least level that diagnostics show; zero means Warning. The findings themselves are complete.
	MinLevel Level
	// UnsafeFixes lets diagnostics offer unsafe fixes.
	UnsafeFixes bool
	// Levels are the levels of all that a rule finds, by rule; zero leaves it out.
	Levels map[string]Level
	// Nolint leaves //nolint to a driver that knows it: golangci-lint also says which of these comments are for nothing.
	Nolint bool
	// Tests and Generated let test files and generated files be judged.
	Tests, Generated bool
	// Programs says as what a main package runs ("service", "session"), by import path; Entries the same of functions, by
	// their full name: example.com/m/agent.Run, (*example.com/m/agent.Agent).Loop.
	Programs, Entries map[string]string
	// SessionTests are functions that tell where the process runs: "service" if a service makes them true, "user" if a
	// user's session does. They go by their full names.
	SessionTests map[string]string
	// Wrappers are additions to the catalogue.
	Wrappers []*winapi.Func
}

// PlaceFlags adds the flags that say where code runs, for what cannot be inferred.
func (s *Settings) PlaceFlags(fs *flag.FlagSet) {
	fs.Var(wordFlag{&s.Programs, []string{"service", "session"}}, "program",
		"`path=word`: the main package at this import path runs as a service or in a user's session; may be repeated")
	fs.Var(wordFlag{&s.Entries, []string{"service", "session"}}, "entry",
		"`func=word`: something that is not seen runs this function as a service or in a user's session; may be repeated")
	fs.Var(wordFlag{&s.SessionTests, []string{"service", "user"}}, "session-test",
		"`func=word`: this function returns true in a service, or true in a user's session; may be repeated")
}

// A wordFlag is a flag that gives names one of a few words each.
type wordFlag struct {
	m     *map[string]string
	known []string
}

// String returns the names with their words, sorted, as they would be set.
func (w wordFlag) String() string {
	if w.m == nil {
		return ""
	}
	var all []string
	for _, name := range slices.Sorted(maps.Keys(*w.m)) {
		all = append(all, name+"="+(*w.m)[name])
	}
	return strings.Join(all, " ")
}

// Set takes name=word; it fails for a word that is not known.
func (w wordFlag) Set(text string) error {
	name, word, ok := strings.Cut(text, "=")
	if !ok || name == "" || !slices.Contains(w.known, word) {
		return fmt.Errorf("want name=%s", strings.Join(w.known, " or name="))
	}
	if *w.m == nil {
		*w.m = map[string]string{}
	}
	(*w.m)[fullName(name)] = word
	return nil
}

// fullName returns the name of a method as [types.Func.FullName] writes it, also where it is written as in a trace:
// example.com/m/agent.(*Agent).Loop.
func fullName(name string) string {
	pkg, method, ok := strings.Cut(name, ".(")
	if !ok || strings.HasPrefix(name, "(") {
		return name
	}
	typ, method, _ := strings.Cut(method, ").")
	star := ""
	if strings.HasPrefix(typ, "*") {
		star, typ = "*", typ[1:]
	}
	return "(" + star + pkg + "." + typ + ")." + method
}

// catalogue returns the built-in catalogue with what the settings add.
func (s *Settings) catalogue() *winapi.Catalogue {
	extra := slices.Clone(s.Wrappers)
	for _, name := range slices.Sorted(maps.Keys(s.SessionTests)) {
		extra = append(extra, &winapi.Func{Name: name, Is: map[winapi.Class]string{winapi.Guard: s.SessionTests[name]}})
	}
	return winapi.Default().With(extra...)
}

// Unused returns what the settings say of programs and functions that the module does not have, one a line.
func (m *Module) Unused() []string {
	var out []string
	for _, path := range slices.Sorted(maps.Keys(m.settings.Programs)) {
		if p := m.Package(path); p == nil || p.Summary.Name != "main" {
			out = append(out, "-program "+path+": the module has no such main package")
		}
	}
	for _, id := range slices.Sorted(maps.Keys(m.settings.Entries)) {
		if !m.has(id) {
			out = append(out, "-entry "+id+": the module has no such function")
		}
	}
	return out
}

func (m *Module) has(id string) bool {
	for _, p := range m.packages {
		if p.Summary.Funcs[id] != nil {
			return true
		}
	}
	return false
}
