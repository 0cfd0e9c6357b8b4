package driver

import (
	"archive/zip"
	"bytes"
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
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

// publish writes modules as a proxy serves them, and returns the environment of one that has nothing else and whose module cache is
// empty. An archive holds the modules' files, each below path@version.
func publish(t *testing.T, archive string) []string {
	t.Helper()
	proxy, cache := t.TempDir(), t.TempDir()
	files := make(map[string][]txtar.File)
	for _, f := range txtar.Parse([]byte(archive)).Files {
		at := strings.IndexByte(f.Name, '@')
		end := at + strings.IndexByte(f.Name[at:], '/')
		files[f.Name[:end]] = append(files[f.Name[:end]], f)
	}
	for id, list := range files {
		path, version, _ := strings.Cut(id, "@")
		base := filepath.Join(proxy, filepath.FromSlash(path), "@v", version)
		require.NoError(t, os.MkdirAll(filepath.Dir(base), 0o777))
		var zipped bytes.Buffer
		w := zip.NewWriter(&zipped)
		mod := []byte("module " + path + "\n")
		for _, f := range list {
			file, err := w.Create(f.Name)
			require.NoError(t, err)
			_, err = file.Write(f.Data)
			require.NoError(t, err)
			if f.Name == id+"/go.mod" {
				mod = f.Data
			}
		}
		require.NoError(t, w.Close())
		for ext, data := range map[string][]byte{".info": fmt.Appendf(nil, `{"Version": %q}`, version), ".mod": mod, ".zip": zipped.Bytes()} {
			require.NoError(t, os.WriteFile(base+ext, data, 0o666))
		}
	}
	return offline("GOPROXY=file://"+proxy, "GOMODCACHE="+cache, "GOSUMDB=off", "GOFLAGS=-modcacherw", "GOTOOLCHAIN=local")
}

const published = `
-- example.com/one@v1.0.0/one.go --
package one

import "example.com/two"

func One() int { return two.Two }
-- example.com/one@v1.0.0/go.mod --
module example.com/one

require example.com/two v1.0.0
-- example.com/two@v1.0.0/two.go --
package two

const Two = 2
`

// Where go list gives up, what the proxy has is downloaded all the same, and what that needs.
func TestDownloadWithoutGoList(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ archive, why string }{
		"no go.mod of a module": {`
-- go.mod --
module example.com/m

go 1.15

require (
	example.com/missing v1.0.0
	example.com/one v1.0.0
)
-- main.go --
package main

import (
	"example.com/missing"
	"example.com/one"
)

func main() { missing.Run(one.One()) }
`, "example.com/missing"},
		"silent go.sum": {`
-- go.mod --
module example.com/m

go 1.20

require (
	example.com/one v1.0.0
	example.com/two v1.0.0
)
-- main.go --
package main

import "example.com/one"

func main() { println(one.One()) }
`, "missing go.sum entry"},
		"a workspace": {`
-- go.work --
go 1.22

use .

replace example.com/two v1.0.0 => ./two
-- go.mod --
module example.com/m

go 1.22

require (
	example.com/missing v1.0.0
	example.com/one v1.0.0
	example.com/two v1.0.0
)
-- main.go --
package main

import (
	"example.com/missing"
	"example.com/one"
	"example.com/two"
)

var onlyHere = two.Replaced

func main() { missing.Run(one.One()) }
-- two/go.mod --
module example.com/two
-- two/two.go --
package two

const Two, Replaced = 2, true
`, "example.com/missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := load(t, test.archive, Config{Env: publish(t, published)})
			if v := p.byPath(t, "example.com/m").Types.Scope().Lookup("onlyHere"); v != nil {
				assert.Equal(t, types.Typ[types.Bool], v.Type(), "what go.work replaces")
			}
			require.NotEmpty(t, p.Problems)
			assert.Contains(t, p.Problems[0].Message, test.why)
			one := p.byPath(t, "example.com/m").Types.Imports()
			require.NotEmpty(t, one)
			i := slices.IndexFunc(one, func(pkg *types.Package) bool { return pkg.Path() == "example.com/one" })
			require.GreaterOrEqual(t, i, 0)
			assert.NotNil(t, one[i].Scope().Lookup("One"))
			for _, problem := range p.Problems {
				assert.NotEqual(t, "example.com/one", problem.Package)
				assert.NotEqual(t, "example.com/two", problem.Package)
			}
		})
	}
}

// A module that go.sum knows otherwise is not used.
func TestDownloadIsChecked(t *testing.T) {
	t.Parallel()
	p := load(t, `
-- go.mod --
module example.com/m

go 1.15

require (
	example.com/missing v1.0.0
	example.com/two v1.0.0
)
-- go.sum --
example.com/two v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
-- main.go --
package main

import (
	"example.com/missing"
	"example.com/two"
)

func main() { missing.Run(two.Two) }
`, Config{Env: publish(t, published)})
	assert.Equal(t, []string{"list ", "missing example.com/missing", "missing example.com/two"}, kinds(p))
}

// A directory that go.work names and that is not there keeps nobody from the others.
func TestWorkWithoutModule(t *testing.T) {
	t.Parallel()
	p := load(t, `
-- go.work --
go 1.22

use (
	./a
	./gone
)
-- a/go.mod --
module example.com/a

go 1.22
-- a/a.go --
package a
-- a/main/main.go --
package main

import _ "example.com/a"

func main() {}
`, Config{Patterns: []string{"./a/..."}, Env: offline("GOFLAGS=")})
	assert.Equal(t, []string{"example.com/a", "example.com/a/main"}, paths(p.Packages))
	assert.Equal(t, []string{"list "}, kinds(p))
	assert.Contains(t, p.Problems[0].Message, "gone")
}

// The go command asks the module around for the package, too, before it looks at the files.
func TestLoadInsideMissingModule(t *testing.T) {
	t.Parallel()
	dir := write(t, `
-- go.mod --
module example.com/missing/sub

go 1.24

require example.com/missing v1.0.0
-- main.go --
package main

import "example.com/missing"

func main() { missing.Run() }
`)
	p := load(t, "", Config{Dir: dir})
	assert.Equal(t, []string{"example.com/missing/sub"}, paths(p.Packages))
	assert.Contains(t, p.Problems[0].Message, "go list fails: ")
	_, err := Load(t.Context(), Config{Dir: dir, Patterns: []string{"./none"}, Env: offline()})
	require.EqualError(t, err, "no packages match ./none")
}

func TestLoadUnknownLoader(t *testing.T) {
	t.Parallel()
	_, err := Load(t.Context(), Config{Dir: t.TempDir(), Env: offline(), Loader: "quick"})
	require.EqualError(t, err, `there is no loader "quick": take one of auto, golist, resolver, packages`)
	_, err = Load(t.Context(), Config{Dir: t.TempDir(), Env: offline(), Loader: "resolver", Tests: true})
	require.EqualError(t, err, "the loader resolver knows no tests: take golist")
}

// summary describes the packages of a program.
func summary(p *Program) (lines []string) {
	for _, pkg := range p.Packages {
		lines = append(lines, fmt.Sprintf("%s %s %s %s %s matched=%t ill=%t", pkg.Path, pkg.Name, pkg.Dir, pkg.ModulePath, pkg.GoVersion, pkg.Matched, pkg.IllTyped))
		for _, f := range pkg.Files {
			lines = append(lines, "\t"+p.Fset.File(f.FileStart).Name())
		}
		for _, name := range pkg.OtherFiles {
			lines = append(lines, "\tother "+name)
		}
		for _, imp := range pkg.Imports {
			lines = append(lines, "\timports "+imp.Path)
		}
	}
	return lines
}

// samePrograms checks that two programs have the same packages, in the same order, and say the same of them.
func samePrograms(t *testing.T, want, got *Program) int {
	t.Helper()
	require.Equal(t, summary(want), summary(got))
	return sameFacts(t, want, got)
}

// byBoth loads a module by go list and, where loadPlain trusts it, by a resolver, and checks that they agree.
func byBoth(t *testing.T, cfg Config) *Program {
	t.Helper()
	cfg.Loader = "golist"
	listed, err := Load(t.Context(), cfg)
	require.NoError(t, err)
	r, err := newRequest(t.Context(), cfg)
	require.NoError(t, err)
	plain, err := r.loadPlain(t.Context())
	require.NoError(t, err)
	assert.Equal(t, listed.Problems, plain.Problems)
	assert.NotZero(t, samePrograms(t, listed, plain))
	return plain
}

const plainModule = `
-- go.mod --
module example.com/m

go 1.22

require (
	example.com/dep v1.0.0
	example.com/dep/nested v1.0.0
	example.com/m/outside v1.0.0
)

replace example.com/dep => ./dep

replace example.com/dep/nested v1.0.0 => ./dep/nested

replace example.com/m/outside => ../outside

ignore ./passed
-- main.go --
package main

import (
	"net/http"

	"example.com/dep"
	"example.com/dep/nested/q"
	"example.com/m/internal/a"
	"example.com/m/outside/o"
)

var Client http.Client

func main() { dep.Do(q.Q, a.A, o.O) }
-- internal/a/a.go --
package a

const A = 1
-- internal/a/a_linux.go --
package a

const B = 1
-- internal/a/a_windows.go --
package a

var C = D
-- internal/a/a_windows.s --
-- internal/a/main.go --
//go:build ignore

package main
-- cgo/c.go --
package cgo

import "C"

func F() { C.puts(nil) }
-- cgo/b.go --
package cgo
-- cgo/a.c --
-- dep/go.mod --
module example.com/dep
-- dep/dep.go --
package dep

func Do(...int) {}
-- dep/nested/go.mod --
module example.com/dep/nested
-- dep/nested/q/q.go --
package q

const Q = 1
-- other/go.mod --
module example.com/other
-- other/other.go --
package other
-- linux/l_linux.go --
package linux
-- tests/t_test.go --
package tests
-- testdata/t.go --
package t
-- _x/x.go --
package x
-- .y/y.go --
package y
-- passed/p.go --
package p
-- vendor.go --
package main
-- special/s.go --
//go:build special

package special
`

func TestResolverSameAsGoList(t *testing.T) {
	t.Parallel()
	root := write(t, plainModuleBelow())
	dir := filepath.Join(root, "m")
	p := byBoth(t, Config{Dir: dir, Patterns: []string{"./..."}, Env: offline()})
	assert.Equal(t, []string{"example.com/m/internal/a", "example.com/m", "example.com/m/cgo"}, paths(p.Packages))
	assert.Equal(t, []string{"type example.com/m/internal/a"}, kinds(p))

	for name, cfg := range map[string]Config{
		"tags":       {Patterns: []string{"./..."}, Tags: "special"},
		"flags":      {Patterns: []string{"./..."}, Env: offline("GOFLAGS=-mod=mod -tags=special -trimpath")},
		"directory":  {Patterns: []string{"./internal/a"}},
		"subtree":    {Patterns: []string{"./internal/..."}},
		"absolute":   {Patterns: []string{filepath.Join(dir, "cgo")}},
		"files":      {Patterns: []string{"cgo/b.go", "main.go"}},
		"none":       {},
		"testdata":   {Patterns: []string{"./testdata"}},
		"linux":      {Patterns: []string{"./..."}, GOOS: "linux", GOARCH: "arm64"},
		"of std":     {Patterns: []string{"."}, Keep: []string{"os/exec", "example.com/unheard/of"}},
		"experiment": {Patterns: []string{"."}, Env: offline("GOEXPERIMENT=jsonv2")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg.Dir = dir
			if cfg.Env == nil {
				cfg.Env = offline()
			}
			byBoth(t, cfg)
		})
	}
}

// plainModuleBelow returns plainModule in a directory m, beside one more module.
func plainModuleBelow() string {
	return strings.ReplaceAll(plainModule, "\n-- ", "\n-- m/") +
		"-- outside/go.mod --\nmodule example.com/m/outside\n-- outside/o/o.go --\npackage o\n\nconst O = 1\n"
}

func TestResolverVendored(t *testing.T) {
	t.Parallel()
	const archive = `
-- go.mod --
module example.com/m

go 1.22

require example.com/dep v1.2.3
-- vendor/modules.txt --
# example.com/dep v1.2.3
## explicit; go 1.20
example.com/dep/p
-- vendor/example.com/dep/p/p.go --
package p

func P() int { return 1 }
-- m.go --
package m

import "example.com/dep/p"

var M = p.P()
-- below/vendor/v/v.go --
package v
-- below/vendor/v.go --
package vendor
`
	p := byBoth(t, Config{Dir: write(t, archive), Patterns: []string{"./..."}, Env: offline("GOFLAGS=")})
	assert.Equal(t, []string{"example.com/m", "example.com/m/below/vendor"}, paths(p.Packages))
}

func TestLoadDoubtsItself(t *testing.T) {
	t.Parallel()
	const m = "-- go.mod --\nmodule example.com/m\n\ngo 1.22\n"
	for name, test := range map[string]struct {
		archive, want string
		cfg           Config
	}{
		"old":       {"-- go.mod --\nmodule example.com/m\n-- a.go --\npackage a\n", "go.mod need not list all modules", Config{}},
		"missing":   {m + "require x.org/y v1.0.0\n-- a.go --\npackage a\n\nimport _ \"x.org/y/z\"\n", "x.org/y@v1.0.0 is not in the module cache", Config{}},
		"unheard":   {m + "-- a.go --\npackage a\n\nimport _ \"x.org/y/z\"\n", "no required module provides package x.org/y/z", Config{}},
		"not std":   {m + "-- a.go --\npackage a\n\nimport _ \"xyz\"\n", "package xyz is not in std", Config{}},
		"internal":  {m + "-- a.go --\npackage a\n\nimport _ \"internal/abi\"\n", "which is internal", Config{}},
		"program":   {m + "-- a.go --\npackage a\n\nimport _ \"example.com/m/b\"\n-- b/b.go --\npackage main\n", "is a program", Config{}},
		"cycle":     {m + "-- a.go --\npackage a\n\nimport _ \"example.com/m/b\"\n-- b/b.go --\npackage b\n\nimport _ \"example.com/m\"\n", "import cycle", Config{}},
		"two":       {m + "-- a.go --\npackage a\n-- b.go --\npackage b\n", "packages a and b", Config{}},
		"testdata":  {m + "-- a.go --\npackage a\n\nimport _ \"example.com/m/testdata/b\"\n-- testdata/b/b.go --\npackage b\n", "not among the packages", Config{}},
		"tests":     {m + "-- a.go --\npackage a\n", "test files", Config{Tests: true}},
		"overlay":   {m + "-- a.go --\npackage a\n", "replaced", Config{Overlay: map[string][]byte{"/x.go": nil}}},
		"flags":     {m + "-- a.go --\npackage a\n", "GOFLAGS is -race", Config{Env: offline("GOFLAGS=-race")}},
		"pattern":   {m + "-- a.go --\npackage a\n", "the pattern example.com", Config{Patterns: []string{"example.com/m"}}},
		"nothing":   {m + "-- a.go --\npackage a\n", "no packages match", Config{Patterns: []string{"./b"}}},
		"workspace": {m + "-- a.go --\npackage a\n-- go.work --\ngo 1.22\n\nuse .\n", "not just one module", Config{Env: offline("GOFLAGS=")}},
		"path":      {m + "-- a b/a.go --\npackage a\n", "invalid char", Config{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.cfg.Dir = write(t, test.archive)
			if test.cfg.Env == nil {
				test.cfg.Env = offline()
			}
			if test.cfg.Patterns == nil {
				test.cfg.Patterns = []string{"./..."}
			}
			r, err := newRequest(t.Context(), test.cfg)
			require.NoError(t, err)
			_, err = r.loadPlain(t.Context())
			require.ErrorContains(t, err, test.want)
		})
	}
}

func TestResolverModuleCache(t *testing.T) {
	t.Parallel()
	// The old go.mod lists a, which needs a newer b, and an old c, whose newer version b needs. The capital letter is escaped.
	root := write(t, `
-- m/go.mod --
module example.com/m

go 1.16

require (
	example.com/a v1.0.0
	example.com/B v1.0.0
	example.com/old v1.0.0
	example.com/gone v1.0.0
)

replace example.com/old v1.0.0 => example.com/new v1.5.0

exclude example.com/c v1.9.0
-- m/m.go --
package m

import (
	"example.com/B"
	"example.com/a"
	"example.com/c"
	"example.com/old"
)

var M int = a.A + B.Two + c.Three + old.New
-- cache/cache/download/example.com/a/@v/v1.0.0.mod --
module example.com/a

require (
	example.com/B v1.2.0
	example.com/m v1.0.0
)
-- cache/cache/download/example.com/!b/@v/v1.2.0.mod --
module example.com/B

require example.com/c v1.3.0
require example.com/c v1.9.0
-- cache/example.com/a@v1.0.0/a.go --
package a

const A = 1
-- cache/example.com/!b@v1.2.0/b.go --
package B

const Two = 2
-- cache/example.com/c@v1.3.0/c.go --
package c

const Three = 3
-- cache/example.com/new@v1.5.0/new.go --
package old

const New = 4
`)
	p := load(t, "", Config{Dir: filepath.Join(root, "m"), Env: offline("GOMODCACHE=" + filepath.Join(root, "cache")), Loader: "resolver"})
	wellTyped(t, p)
}

func TestResolverForced(t *testing.T) {
	t.Parallel()
	dir := write(t, fourPackages)
	for _, test := range []struct {
		patterns []string
		want     string
	}{
		{[]string{"example.com/m/..."}, "example.com/m example.com/m/b example.com/m/internal/a example.com/m/other"},
		{[]string{"example.com/m/b", "errors", "golang.org/x/sys/windows"}, "errors example.com/m/b golang.org/x/sys/windows"},
		{[]string{"./.../a"}, "example.com/m/internal/a"},
	} {
		p := load(t, "", Config{Dir: dir, Patterns: test.patterns, Loader: "resolver"})
		var matched []string
		for _, pkg := range p.Packages {
			if pkg.Matched {
				matched = append(matched, pkg.Path)
			}
		}
		slices.Sort(matched)
		assert.Equal(t, test.want, strings.Join(matched, " "))
	}
	p := load(t, "", Config{Dir: dir, Loader: "resolver", Overlay: map[string][]byte{
		filepath.Join(dir, "b", "b.go"):     []byte("package b\n\nimport \"example.com/m/c/d\"\n\nfunc B() int { return Added + d.D }\n"),
		filepath.Join(dir, "b", "added.go"): []byte("package b\n\nconst Added = 2\n"),
		filepath.Join(dir, "c/d", "d.go"):   []byte("package d\n\nconst D = 2\n"),
	}})
	wellTyped(t, p)
	assert.Len(t, p.Packages, 5)
	_, err := Load(t.Context(), Config{Dir: dir, Patterns: []string{"./nowhere"}, Env: offline(), Loader: "resolver"})
	require.EqualError(t, err, "no packages match ./nowhere")
}

// TestResolverOfRealModules compares what go list and a resolver lead to, for the modules in the directories that
// RDSLINT_CORPUS names, as PATH does. Where one of them says that something is missing, the other may know better.
func TestResolverOfRealModules(t *testing.T) {
	for _, dir := range filepath.SplitList(os.Getenv("RDSLINT_CORPUS")) {
		t.Run(dir, func(t *testing.T) {
			cfg := Config{Dir: dir, Patterns: []string{"./..."}, Loader: "golist"}
			start := time.Now()
			listed, err := Load(t.Context(), cfg)
			byList := time.Since(start)
			r, err2 := newRequest(t.Context(), cfg)
			require.NoError(t, err2)
			start = time.Now()
			plain, doubt := r.loadPlain(t.Context())
			byResolver := time.Since(start)
			if err != nil {
				assert.Error(t, doubt)
				t.Skipf("go list: %v; resolver: %v", err, doubt)
			}
			if doubt != nil {
				t.Logf("not plain: %v", doubt)
				cfg.Loader = "resolver"
				plain, err = Load(t.Context(), cfg)
				require.NoError(t, err)
				if slices.ContainsFunc(append(listed.Problems, plain.Problems...), func(p Problem) bool { return p.Kind == "missing" }) {
					assert.Equal(t, len(listed.Packages), len(plain.Packages))
					t.Skip("something is missing")
				}
			} else {
				assert.Equal(t, listed.Problems, plain.Problems)
				assert.Equal(t, listed.DependencyErrors, plain.DependencyErrors)
			}
			n := samePrograms(t, listed, plain)
			t.Logf("%d facts of %d packages, %d and %d dependencies, %v and %v", n, len(plain.Packages), listed.Dependencies, plain.Dependencies,
				byList.Round(time.Millisecond), byResolver.Round(time.Millisecond))
		})
	}
}

// BenchmarkLoaders loads the modules in the directories that RDSLINT_CORPUS names with each loader.
func BenchmarkLoaders(b *testing.B) {
	for _, dir := range filepath.SplitList(os.Getenv("RDSLINT_CORPUS")) {
		for _, loader := range Loaders() {
			b.Run(filepath.Base(dir)+"/"+loader, func(b *testing.B) {
				for b.Loop() {
					_, err := Load(b.Context(), Config{Dir: dir, Patterns: []string{"./..."}, Loader: loader})
					require.NoError(b, err)
				}
			})
		}
	}
}
