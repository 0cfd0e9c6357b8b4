package linttest

import (
	"context"
	"errors"

	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
)

// wired is the linter itself.
type wired struct{}

func (wired) Load(ctx context.Context, dir string, patterns []string, goarch string, overlay map[string][]byte) (*driver.Program, error) {
	return driver.Load(ctx, driver.Config{Dir: dir, Patterns: patterns, GOOS: "windows", GOARCH: goarch, Overlay: overlay})
}

// TODO: driver.Run with all rules and levels; what its result calls an error, a panic of a rule above all, is one here.
func (wired) Judge(ctx context.Context, prog *driver.Program) ([]*engine.Finding, error) {
	return nil, errors.New("driver.Run is still to be written")
}

// TODO: analyzers.All.
func (wired) Analyzers() []*analysis.Analyzer { return nil }
