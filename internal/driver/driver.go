// Package driver loads the packages of a module, type-checked, in about the time it takes to read them.
package driver

import (
	"context"
	"go/ast"
	"go/token"
	"go/types"
)

// A Config says what to load.
type Config struct {
	Dir      string   // the working directory; "" is the process's
	Patterns []string // as the go command takes them; empty is "."
	GOOS     string   // "" is windows
	GOARCH   string   // "" is the environment's, else the host's if windows/GOARCH exists, else amd64
	Tags     string   // as -tags takes them
	Tests    bool     // test files too
	Env      []string // nil is the process's environment
	// Overlay replaces or adds files, by absolute path.
	Overlay map[string][]byte
}

// A Program is what was loaded: every package of the main module (or workspace), dependencies first.
type Program struct {
	Fset     *token.FileSet
	Packages []*Package
	Problems []Problem
}

// A Package is one package to be analysed.
type Package struct {
	Path, Name, Dir string
	ModulePath      string
	GoVersion       string
	Matched         bool // a pattern names it; the others serve to tell where code runs
	Files           []*ast.File
	OtherFiles      []string
	Types           *types.Package
	Info            *types.Info
	Sizes           types.Sizes
	TypeErrors      []types.Error
	Imports         []*Package // those of Program.Packages that it imports directly
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
func Load(ctx context.Context, cfg Config) (*Program, error) { panic("to be written") }
