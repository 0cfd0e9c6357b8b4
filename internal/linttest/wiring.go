package linttest

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
)

// wired is the linter itself.
type wired struct{}

func (wired) Load(ctx context.Context, dir string, patterns []string, goarch string, overlay map[string][]byte) (*driver.Program, error) {
	return driver.Load(ctx, driver.Config{Dir: dir, Patterns: patterns, GOOS: "windows", GOARCH: goarch, Overlay: overlay})
}

// Judge runs all rules. The command goes on when a rule fails; a fixture does not.
func (wired) Judge(ctx context.Context, prog *driver.Program) ([]*engine.Finding, error) {
	result, err := driver.Run(ctx, prog, driver.Options{})
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, p := range result.Problems {
		if p.Kind == "rule" {
			errs = append(errs, fmt.Errorf("package %s: %s", p.Package, p.Message))
		}
	}
	return result.Findings, errors.Join(errs...)
}

// Analyzers returns a fresh set, so that topics cannot meet in an engine that they share.
func (wired) Analyzers() []*analysis.Analyzer { return analyzers.New(analyzers.Settings{}) }
