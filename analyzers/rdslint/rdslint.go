// Package rdslint holds what the default analyzers share: one engine, and the analyzer named rdslint whose flags are the
// settings of all rules.
package rdslint

import (
	"errors"
	"flag"

	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/internal/engine"
)

var settings = new(engine.Settings)

// Engine is the engine of the default analyzers.
var Engine = engine.New(settings, nil)

// Analyzer reports nothing itself. Its flags are the settings of the default analyzers: go vet takes flags only of the
// analyzers that it is given.
var Analyzer = Root(Engine, settings)

// Root returns the analyzer that carries the flags of an engine's settings.
func Root(e *engine.Engine, s *engine.Settings) *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:             "rdslint",
		Doc:              "settings of the rdslint rules; reports nothing itself",
		URL:              "https://github.com/rdslint/rdslint",
		Requires:         []*analysis.Analyzer{e.Core()},
		Run:              func(*analysis.Pass) (any, error) { return nil, nil },
		RunDespiteErrors: true,
	}
	a.Flags = *flag.NewFlagSet("rdslint", flag.ContinueOnError)
	a.Flags.Var(level{&s.MinLevel}, "min-level", "least level to report: note, warning or error")
	a.Flags.BoolVar(&s.UnsafeFixes, "unsafe-fixes", false, "offer unsafe fixes too")
	a.Flags.BoolVar(&s.Generated, "generated", false, "judge generated files too")
	a.Flags.BoolVar(&s.Tests, "tests", false, "judge test files too")
	s.PlaceFlags(&a.Flags)
	return a
}

type level struct{ l *engine.Level }

func (v level) String() string {
	if v.l == nil || *v.l == 0 {
		return engine.Warning.String()
	}
	return v.l.String()
}

func (v level) Set(s string) error {
	l, ok := engine.ParseLevel(s)
	if !ok {
		return errors.New("want note, warning or error")
	}
	*v.l = l
	return nil
}
