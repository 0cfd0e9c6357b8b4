package driver

import (
	"go/types"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What once went wrong in drivers like this one, and the tests that keep it from doing so here:
//
//   - fields that are not exported count for sizes: tricky (kinds.SizeOf)
//   - a package is ill-typed if anything below it is: TestLoadMissingModule; one package that cannot be analysed does not end
//     the run: TestAddSurvivesAPanic of the engine
//   - cgo without a C compiler: TestLoadCgo, TestNoCgo, and the fixture calls/cgo for names that only the syntax has
//   - build tags of all forms: TestSources, TestSourcesOfStd, TestLoadPlatform
//   - a path below the main module's may be another module: plainModule (example.com/m/outside, example.com/dep/nested)
//   - a package's name need not be its path's last element: tricky (go-name, gopher.v2, yaml.v3)
//   - std has copies of golang.org/x packages: TestVendoredByStd
//   - blank, undemanded and dot imports: tricky (blank, dot)
//   - language versions: TestLanguageVersions
//   - initialisers, iota, generic functions, methods that an interface names: tricky, FuzzSlice
//   - a name that nobody asked for: TestLoadKeep, TestWithholdKnowsWhatWasNotLoaded
//   - one package is one package: TestOnePackageForEachPath
//   - missing modules, and go list failing: TestLoadMissingModule, TestLoadWithoutGoList, TestNoNetwork
//   - findings in test variants: TestFoundOnceWithTests
//   - workspaces, GOFLAGS, overlays, vendor directories, GOPATH mode, toolchain lines, several modules: TestLoadWorkspace,
//     TestLoadDoubtsItself, TestLoadVendored, TestLoadErrors, TestGoPath, TestToolchainLine, TestSeveralModules

func TestNoCgo(t *testing.T) {
	t.Parallel()
	dir := write(t, `
-- a/cgo.go --
package a

import "C"

func F() { C.f() }
-- a/nocgo.go --
//go:build !cgo

package a

func F() {}
-- b/only.go --
package b

import "C"
-- c/c.go --
package c

import "example.com/m/a"

func C() { a.F() }
`)
	for _, loader := range Loaders() {
		p := load(t, "", Config{Dir: dir, NoCgo: true, Loader: loader})
		wellTyped(t, p)
		assert.Equal(t, []string{"example.com/m/a", "example.com/m/c"}, paths(p.Packages), loader)
		assert.Equal(t, []string{"nocgo.go"}, fileNames(p, p.Packages[0]), loader)
	}
}

// The module has a golang.org/x/net of its own, which is not the one that net/http uses.
func TestVendoredByStd(t *testing.T) {
	t.Parallel()
	dir := write(t, `
-- go.mod --
module example.com/m

go 1.22

require golang.org/x/net v0.0.0

replace golang.org/x/net => ./net
-- m.go --
package m

import (
	"net/http"

	"golang.org/x/net/http/httpguts"
)

var _ http.Handler
var _ httpguts.Own
-- net/go.mod --
module golang.org/x/net
-- net/http/httpguts/g.go --
package httpguts

type Own int
`)
	p := byBoth(t, Config{Dir: dir, Patterns: []string{"."}, Env: offline()})
	wellTyped(t, p)
	for _, imp := range p.Packages[0].Types.Imports() {
		if imp.Path() == "golang.org/x/net/http/httpguts" {
			assert.NotNil(t, imp.Scope().Lookup("Own"))
		}
	}
}

// The analysed packages are held to the language version of their module. Dependencies compile, or their users would not.
func TestLanguageVersions(t *testing.T) {
	t.Parallel()
	dir := write(t, `
-- go.mod --
module example.com/m

go 1.17

require example.com/dep v0.0.0

replace example.com/dep => ./dep
-- m.go --
package m

import "example.com/dep"

var M = dep.New()

func generic[T any]() {}
-- dep/go.mod --
module example.com/dep

go 1.12
-- dep/d.go --
package dep

type List[T any] []T

func New() List[int] { return nil }
`)
	p := byBoth(t, Config{Dir: dir, Patterns: []string{"."}, Env: offline()})
	assert.Zero(t, p.DependencyErrors)
	require.NotEmpty(t, p.Packages[0].TypeErrors)
	assert.Contains(t, p.Packages[0].TypeErrors[0].Msg, "requires go1.18 or later")
}

// Whoever is asked, a path stands for one package. With tests, one that is compiled for them and one that is not.
func TestOnePackageForEachPath(t *testing.T) {
	t.Parallel()
	const archive = fourPackages + "-- b/b_test.go --\npackage b\n\nimport \"net/http\"\n\nvar _ http.Handler\n-- b/x_test.go --\npackage b_test\n\nimport \"example.com/m/b\"\n\nvar _ = b.B()\n"
	for _, tests := range []bool{false, true} {
		p := load(t, archive, Config{Tests: tests})
		wellTyped(t, p)
		seen := make(map[string]map[*types.Package]bool)
		var visit func(pkg *types.Package)
		visit = func(pkg *types.Package) {
			if seen[pkg.Path()][pkg] {
				return
			}
			if seen[pkg.Path()] == nil {
				seen[pkg.Path()] = make(map[*types.Package]bool)
			}
			seen[pkg.Path()][pkg] = true
			for _, imp := range pkg.Imports() {
				visit(imp)
			}
		}
		for _, pkg := range p.Packages {
			visit(pkg.Types)
		}
		for path, pkgs := range seen {
			most := 1
			if tests && path == "example.com/m/b" {
				most = 2
			}
			assert.LessOrEqual(t, len(pkgs), most, path)
		}
		assert.Greater(t, len(seen), 5)
	}
}

const mutex = `package a

import (
	"syscall"
	"unsafe"
)

func Lock() {
	name, _ := syscall.UTF16PtrFromString("example")
	syscall.NewLazyDLL("kernel32.dll").NewProc("CreateMutexW").Call(0, 0, uintptr(unsafe.Pointer(name)))
}
`

// With its tests a package is there twice or three times. It is judged once.
func TestFoundOnceWithTests(t *testing.T) {
	t.Parallel()
	p := load(t, "-- a.go --\n"+mutex+"-- a_test.go --\npackage a\n\nvar _ = Lock\n-- x_test.go --\npackage a_test\n\nimport \"example.com/m\"\n\nvar _ = a.Lock\n",
		Config{Tests: true})
	wellTyped(t, p)
	res, err := Run(t.Context(), p, Options{Rules: []string{"objectname"}})
	require.NoError(t, err)
	assert.Len(t, res.Findings, 1)
}

// Without a proxy, and without a checksum database: all that is needed is in the module cache.
func TestNoNetwork(t *testing.T) {
	t.Parallel()
	dir, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	require.NoError(t, err)
	env := offline("GOFLAGS=-mod=readonly", "GOSUMDB=off", "GOVCS=*:off", "HTTPS_PROXY=http://127.0.0.1:1", "GOTOOLCHAIN=local")
	for _, loader := range []string{"auto", "golist"} {
		p := load(t, "", Config{Dir: dir, Patterns: []string{"./calls/typed/..."}, Env: env, Loader: loader})
		assert.NotContains(t, kinds(p), "missing", loader)
		assert.Zero(t, p.DependencyErrors, loader)
	}
}

func TestGoPath(t *testing.T) {
	t.Parallel()
	root := write(t, "-- src/example.com/p/p.go --\npackage p\n\nimport \"example.com/q\"\n\nvar P = q.Q\n-- src/example.com/q/q.go --\npackage q\n\nconst Q = 1\n")
	env := offline("GO111MODULE=off", "GOFLAGS=", "GOPATH="+root)
	p := load(t, "", Config{Dir: filepath.Join(root, "src", "example.com", "p"), Patterns: []string{"."}, Env: env})
	wellTyped(t, p)
	assert.Equal(t, []string{"example.com/p"}, paths(p.Packages))
}

// A toolchain line asks for no more than a go command that can build the module, and loading needs no other one. The go command
// may be too old for the module.
func TestToolchainLine(t *testing.T) {
	t.Parallel()
	dir := write(t, "-- go.mod --\nmodule example.com/m\n\ngo 1.22\n\ntoolchain "+runtime.Version()+"\n-- a.go --\npackage a\n")
	wellTyped(t, byBoth(t, Config{Dir: dir, Patterns: []string{"."}, Env: offline()}))
	dir = write(t, "-- go.mod --\nmodule example.com/m\n\ngo 1.999\n-- a.go --\npackage a\n")
	p := load(t, "", Config{Dir: dir, Patterns: []string{"."}, Env: offline("GOTOOLCHAIN=local")})
	assert.Equal(t, []string{"example.com/m"}, paths(p.Packages), "the go command gives up, and what there is is judged")
	require.NotEmpty(t, p.Problems)
	assert.Contains(t, p.Problems[0].Message, "1.999")
}

// Modules below another one are modules of their own, and their packages are reached by what go.mod says, not by where they are.
func TestSeveralModules(t *testing.T) {
	t.Parallel()
	root := write(t, `
-- go.mod --
module example.com/m

go 1.22

require example.com/m/tools v0.0.0

replace example.com/m/tools => ./tools
-- m.go --
package m

import "example.com/m/tools/t"

var M = t.T
-- tools/go.mod --
module example.com/m/tools

go 1.22
-- tools/t/t.go --
package t

const T = 1
-- tools/cmd/c.go --
package main

import "example.com/m/tools/t"

func main() { println(t.T) }
`)
	p := byBoth(t, Config{Dir: root, Patterns: []string{"./..."}, Env: offline()})
	wellTyped(t, p)
	assert.Equal(t, []string{"example.com/m"}, paths(p.Packages))
	p = byBoth(t, Config{Dir: filepath.Join(root, "tools", "cmd"), Patterns: []string{"../..."}, Env: offline()})
	wellTyped(t, p)
	assert.Equal(t, []string{"example.com/m/tools/t", "example.com/m/tools/cmd"}, paths(p.Packages))
	_, err := Load(t.Context(), Config{Dir: root, Patterns: []string{"./tools/..."}, Env: offline()})
	require.ErrorContains(t, err, "./tools/...")
}
