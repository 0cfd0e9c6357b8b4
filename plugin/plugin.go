// Package plugin makes rdslint a linter of golangci-lint v2, by its module plugin system. A custom golangci-lint imports it
// for its effect; docs/golangci-lint.md describes how.
package plugin

import (
	"slices"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/analyzers"
)

func init() { register.Plugin("rdslint", New) }

// New makes the linter of what stands under settings in the configuration of golangci-lint, which may be nil. See [Settings].
func New(conf any) (register.LinterPlugin, error) {
	settings, err := decode(conf)
	if err != nil {
		return nil, err
	}
	l := new(linter)
	if l.settings, l.rules, err = settings.resolve(); err != nil {
		return nil, err
	}
	return l, nil
}

type linter struct {
	settings analyzers.Settings
	rules    []string
}

// BuildAnalyzers returns the analyzers of the rules that run, over an engine of their own.
func (l *linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return slices.DeleteFunc(analyzers.New(l.settings), func(a *analysis.Analyzer) bool {
		return !slices.Contains(l.rules, a.Name)
	}), nil
}

// GetLoadMode asks for types, and for facts about what is imported.
func (*linter) GetLoadMode() string { return register.LoadModeTypesInfo }
