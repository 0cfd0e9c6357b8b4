package linttest

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
)

// A house is all that the harness needs of the linter. Its own tests bring a house with one rule and chosen mistakes.
type house interface {
	// Load loads the packages that the patterns name, for windows and goarch, from the module in dir.
	Load(ctx context.Context, dir string, patterns []string, goarch string, overlay map[string][]byte) (*driver.Program, error)

	// Judge runs all rules over the program in whole-module mode and returns findings of all levels.
	Judge(ctx context.Context, prog *driver.Program) ([]*engine.Finding, error)

	// Analyzers returns the analyzers that a modular driver is given.
	Analyzers() []*analysis.Analyzer
}

// recheck returns prog with the files of the overlay in place of those that were loaded, type-checked again. What does
// not depend on them is shared with prog. An import that prog did not load is a type error of the result, and so is a
// name of a dependency that nobody had asked for when prog was loaded: errors need a second opinion.
func recheck(prog *driver.Program, overlay map[string][]byte) (*driver.Program, error) {
	result := *prog
	result.Packages = nil
	result.Overlay = make(map[string][]byte)
	maps.Copy(result.Overlay, prog.Overlay)
	maps.Copy(result.Overlay, overlay)
	known := make(map[string]*types.Package) // what an import path means, dependencies of the program included
	var know func(p *types.Package)
	know = func(p *types.Package) {
		if known[p.Path()] == nil {
			known[p.Path()] = p
			for _, imp := range p.Imports() {
				know(imp)
			}
		}
	}
	for _, p := range prog.Packages {
		know(p.Types)
	}
	renewed := make(map[*driver.Package]*driver.Package)
	for _, p := range prog.Packages {
		np, err := recheckPackage(prog.Fset, p, renewed, known, overlay)
		if err != nil {
			return nil, err
		}
		renewed[p] = np
		known[np.Types.Path()] = np.Types
		result.Packages = append(result.Packages, np)
	}
	return &result, nil
}

func recheckPackage(fset *token.FileSet, p *driver.Package, renewed map[*driver.Package]*driver.Package, known map[string]*types.Package, overlay map[string][]byte) (*driver.Package, error) {
	np := *p
	np.Files, np.Imports, np.TypeErrors = nil, nil, nil
	changed := false
	for _, f := range p.Files {
		name := fset.File(f.FileStart).Name()
		if src, ok := overlay[name]; ok {
			var err error
			if f, err = parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution); err != nil {
				return nil, err
			}
			changed = true
		}
		np.Files = append(np.Files, f)
	}
	for _, imp := range p.Imports {
		changed = changed || renewed[imp] != imp
		np.Imports = append(np.Imports, renewed[imp])
	}
	if !changed {
		return p, nil
	}

	version := p.GoVersion
	if version != "" && !strings.HasPrefix(version, "go") {
		version = "go" + version
	}
	conf := types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) {
			switch {
			case path == "unsafe":
				return types.Unsafe, nil
			case known[path] != nil:
				return known[path], nil
			}
			return nil, fmt.Errorf("package %s was not loaded", path)
		}),
		Sizes:       p.Sizes,
		GoVersion:   version,
		FakeImportC: true,
		Error: func(err error) {
			if terr, ok := errors.AsType[types.Error](err); ok {
				np.TypeErrors = append(np.TypeErrors, terr)
			}
		},
	}
	np.Info = newInfo()
	np.Types, _ = conf.Check(p.Types.Path(), fset, np.Files, np.Info) // the errors were collected
	np.IllTyped = slices.ContainsFunc(np.TypeErrors, func(err types.Error) bool { return !err.Soft }) ||
		slices.ContainsFunc(np.Imports, func(imp *driver.Package) bool { return imp.IllTyped })
	return &np, nil
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
