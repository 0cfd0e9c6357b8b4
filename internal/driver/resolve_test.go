package driver

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// unlistable is a module of which go list tells nothing: its go directive is older than lists of all that is needed, so the go
// command asks the proxy for a go.mod.
const unlistable = `
-- go.mod --
module example.com/m

go 1.15

require (
	example.com/missing v1.0.0
	example.com/there v1.0.0
)

replace example.com/there => ./there
-- main.go --
package main

import (
	"os"

	"example.com/m/a"
	"example.com/there/p"
)

func main() { os.Exit(a.A() + p.P) }
-- a/a.go --
package a

import (
	"example.com/missing/x"
	"example.com/missing/y"
)

func A() int { return x.X + y.Y() }
-- b/b.go --
package b

import "net/http"

var B http.Handler
-- there/go.mod --
module example.com/there
-- there/p/p.go --
package p

const P = 3
`

func TestLoadWithoutGoList(t *testing.T) {
	t.Parallel()
	dir := write(t, unlistable)
	_, err := Load(t.Context(), Config{Dir: dir, Patterns: []string{"./..."}, Env: offline(), Loader: "golist"})
	require.ErrorContains(t, err, "example.com/missing@v1.0.0")

	p := load(t, "", Config{Dir: dir})
	assert.Equal(t, []string{"example.com/m/a", "example.com/m", "example.com/m/b"}, paths(p.Packages))
	assert.Equal(t, []string{"list ", "missing example.com/missing"}, kinds(p))
	assert.Regexp(t, `^go list fails: .*example.com/missing@v1.0.0: .*; what go.mod and .* may be missing$`, p.Problems[0].Message)
	assert.Equal(t, "module example.com/missing@v1.0.0 is not in the module cache: run go mod download", p.Problems[1].Message)
	assert.Zero(t, p.DependencyErrors)
	a, m, b := p.Packages[0], p.Packages[1], p.Packages[2]
	assert.True(t, a.IllTyped)
	assert.Len(t, a.TypeErrors, 2)
	assert.True(t, m.IllTyped)
	assert.Empty(t, m.TypeErrors)
	assert.False(t, b.IllTyped)
	assert.Equal(t, "example.com/m", b.ModulePath)
	assert.Equal(t, "go1.15", b.GoVersion)

	p = load(t, "", Config{Dir: dir, Patterns: []string{"./b", "./c", "b/b.go", "b/c.go"}, Tests: true})
	assert.Equal(t, []string{"(example.com/m/a)", "(example.com/m)", "example.com/m/b"}, paths(p.Packages))
	assert.Contains(t, p.Problems[0].Message, "may be missing, and test files are left out")
	assert.Equal(t, "no packages match ./c", p.Problems[1].Message)
	_, err = Load(t.Context(), Config{Dir: dir, Patterns: []string{"./c"}, Env: offline()})
	require.ErrorContains(t, err, "example.com/missing@v1.0.0")
}

func TestLoadUnknownLoader(t *testing.T) {
	t.Parallel()
	_, err := Load(t.Context(), Config{Dir: t.TempDir(), Env: offline(), Loader: "quick"})
	require.EqualError(t, err, `there is no loader "quick": take one of auto, golist, resolver`)
	_, err = Load(t.Context(), Config{Dir: t.TempDir(), Env: offline(), Loader: "resolver", Tests: true})
	require.EqualError(t, err, "the loader resolver knows no tests: take golist")
}
