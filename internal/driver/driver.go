// Package driver loads the packages of a module, type-checked, in about the time it takes to read them.
package driver

import (
	"context"
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"os"

	"github.com/rdslint/rdslint/internal/engine"
)

// A Config says what to load.
type Config struct {
	Dir      string   // the working directory; "" is the process's
	Patterns []string // as the go command takes them, or Go files, for their packages; empty is "."
	GOOS     string   // "" is windows
	GOARCH   string   // "" is the environment's, else the host's if windows/GOARCH exists, else amd64
	Tags     string   // as -tags takes them
	Tests    bool     // test files too
	Env      []string // nil is the process's environment
	// NoCgo leaves out files that import "C", and takes those that stand in for them. It is implied where Loader is "packages".
	NoCgo bool
	// Overlay replaces or adds files, by absolute path.
	Overlay map[string][]byte
	// Keep names dependencies, by import path, that are to have all their exported declarations. Of others a Program holds
	// those that its packages can reach. Packages of std need not be imported by anything.
	Keep []string
	// Loader says who finds the packages. "golist" is the go command. "resolver" reads go.mod, the module cache and the
	// directories itself: it is faster, uses no network and does without what is missing, but it knows no tests. "auto" or ""
	// is the resolver where its answer is sure to be the go command's, else the go command, and the resolver again where go list
	// fails. "packages" is the reference for the others: golang.org/x/tools/go/packages reads and type-checks all that there
	// is, dependencies with the bodies of their functions. It takes many times as long, and knows no cgo.
	Loader string
	// Settings, if not nil, are those of the Run that is to follow. Load then does a part of it, on packages that have their types
	// while others are still without.
	Settings *engine.Settings `json:"-"`

	trace *trace // takes note of what is read
	shelf *shelf // has what was read before
}

// A Program is what was loaded: every package of the main module (or workspace) and those that a pattern names, dependencies
// first.
type Program struct {
	Fset     *token.FileSet
	Packages []*Package
	Problems []Problem

	// Dependencies counts the packages that were read for their declarations only, and DependencyErrors the type errors in
	// them.
	Dependencies, DependencyErrors int

	// Overlay replaces files, by absolute path: those of Config.Overlay, and those that were replaced after loading.
	Overlay map[string][]byte

	// Took says where the time went.
	Took []Took

	loader *loader
	module *engine.Module // its packages summarised, if Config.Settings was there
}

// ReadFile returns a file as the program was loaded from it: its replacement if there is one.
func (p *Program) ReadFile(name string) ([]byte, error) {
	if src, ok := p.Overlay[name]; ok {
		return src, nil
	}
	if p.loader == nil { // recalled, or made by hand
		return os.ReadFile(name)
	}
	return p.loader.readFile(name)
}

// A Package is one package to be analysed.
//
// With Config.Tests a package holds its internal test files too, and its external tests are a package of their own. What
// imports the package does not see the test files: it uses another *types.Package of the same path.
type Package struct {
	Path, Name, Dir string
	ModulePath      string
	GoVersion       string // as types.Config takes it; "" if the module does not say
	Matched         bool   // a pattern names it; the others serve to tell where code runs
	Files           []*ast.File
	OtherFiles      []string
	Types           *types.Package
	Info            *types.Info
	Sizes           types.Sizes
	TypeErrors      []types.Error
	// IllTyped says that there are type errors here, unused variables and imports aside, or in anything that it imports.
	IllTyped bool
	// Imports are those of Program.Packages that it imports directly. They have no cycles: where only a test file imports what
	// imports its package, it is left out.
	Imports []*Package

	unit *unit
}

// A Problem is what kept the driver from seeing everything. Kind is one of "list", "missing", "parse", "type".
type Problem struct {
	Kind    string
	Package string
	File    string
	Line    int
	Message string
}

// Load loads the main module's packages. Its error is one line: what is wrong and what to do.
func Load(ctx context.Context, cfg Config) (*Program, error) {
	r, err := newRequest(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if err := r.outside(); err != nil {
		return nil, err
	}
	r.shelf.look(ctx)
	switch r.Loader {
	case "resolver":
		return r.loadResolved(ctx, nil)
	case "packages":
		return r.loadPackages(ctx)
	case "auto", "":
		if p, err := r.loadPlain(ctx); err == nil {
			return p, nil
		}
	}
	g, problems, err := r.list(ctx)
	if failure, ok := errors.AsType[listFailure](err); ok && r.Loader != "golist" {
		return r.loadResolved(ctx, failure.error)
	}
	if err != nil {
		return nil, err
	}
	if r.Loader != "golist" && !r.Tests {
		if why := r.leftOut(ctx, g); why != nil {
			return r.loadResolved(ctx, why)
		}
	}
	return r.program(ctx, g, problems)
}

// program loads a program of a graph.
func (r *request) program(ctx context.Context, g graph, problems []Problem) (*Program, error) {
	l := newLoader(r, g)
	l.problems = problems
	r.watch.lap("find")
	return l.load(ctx)
}
