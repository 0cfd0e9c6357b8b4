package driver

import (
	"context"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"
)

// offline is an environment in which nothing is downloaded and nothing of the developer's own settings counts.
func offline(more ...string) []string {
	env := append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=", "GOARCH=amd64", "GO111MODULE=")
	return append(env, more...)
}

// write writes an archive to a new directory. Where it has no go.mod at the top, one is added.
func write(t testing.TB, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	files := txtar.Parse([]byte(archive)).Files
	if !slices.ContainsFunc(files, func(f txtar.File) bool { return f.Name == "go.mod" || f.Name == "go.work" }) {
		files = append(files, txtar.File{Name: "go.mod", Data: []byte("module example.com/m\n\ngo 1.22\n")})
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o777))
		require.NoError(t, os.WriteFile(name, f.Data, 0o666))
	}
	return dir
}

// load loads an archive.
func load(t testing.TB, archive string, cfg Config) *Program {
	t.Helper()
	if cfg.Dir == "" {
		cfg.Dir = write(t, archive)
	}
	if cfg.Env == nil {
		cfg.Env = offline()
	}
	if cfg.Patterns == nil {
		cfg.Patterns = []string{"./..."}
	}
	p, err := Load(context.Background(), cfg)
	require.NoError(t, err)
	return p
}

// paths returns the paths of packages, those that no pattern names in parentheses.
func paths(pkgs []*Package) []string {
	var list []string
	for _, p := range pkgs {
		if p.Matched {
			list = append(list, p.Path)
		} else {
			list = append(list, "("+p.Path+")")
		}
	}
	return list
}

func (p *Program) byPath(t testing.TB, path string) *Package {
	t.Helper()
	i := slices.IndexFunc(p.Packages, func(pkg *Package) bool { return pkg.Path == path })
	require.GreaterOrEqual(t, i, 0, "%s is not loaded", path)
	return p.Packages[i]
}

// kinds returns the problems in short.
func kinds(p *Program) []string {
	var list []string
	for _, pr := range p.Problems {
		list = append(list, pr.Kind+" "+pr.Package)
	}
	return list
}

func fileNames(p *Program, pkg *Package) []string {
	var list []string
	for _, f := range pkg.Files {
		list = append(list, filepath.Base(p.Fset.File(f.FileStart).Name()))
	}
	return list
}

// usesOf returns the objects that a name means where it is used.
func usesOf(pkg *Package, name string) (objs []types.Object) {
	for id, obj := range pkg.Info.Uses {
		if id.Name == name {
			objs = append(objs, obj)
		}
	}
	return objs
}

// wellTyped checks that there is nothing wrong with a program.
func wellTyped(t testing.TB, p *Program) {
	t.Helper()
	assert.Empty(t, p.Problems)
	assert.Zero(t, p.DependencyErrors)
	for _, pkg := range p.Packages {
		assert.Empty(t, pkg.TypeErrors, pkg.Path)
		assert.False(t, pkg.IllTyped, pkg.Path)
	}
}

const fourPackages = `
-- main.go --
package main

import (
	"fmt"

	"example.com/m/b"
)

func main() { fmt.Println(b.B()) }
-- b/b.go --
// Package b is commented.
package b

import "example.com/m/internal/a"

func B() int { return len(a.A[0]) }
-- internal/a/a.go --
package a

import "golang.org/x/sys/windows"

var A = []string{"x"}

type T windows.Handle
-- other/o.go --
package other
-- go.mod --
module example.com/m

go 1.22

require golang.org/x/sys v0.0.0

replace golang.org/x/sys => ./sys
-- sys/go.mod --
module golang.org/x/sys
-- sys/windows/w.go --
package windows

type Handle uintptr

func Close(h Handle) error { return undefined() }
-- sys/windows/unix.go --
//go:build !windows

package windows

func broken() undefined
`

func TestLoad(t *testing.T) {
	t.Parallel()
	p := load(t, fourPackages, Config{Patterns: []string{".", "./b"}})
	wellTyped(t, p)
	assert.Equal(t, []string{"(example.com/m/internal/a)", "example.com/m/b", "example.com/m", "(example.com/m/other)"}, paths(p.Packages))
	assert.NotZero(t, p.Dependencies)

	b := p.byPath(t, "example.com/m/b")
	assert.Equal(t, "b", b.Name)
	assert.Equal(t, "example.com/m", b.ModulePath)
	assert.Equal(t, "go1.22", b.GoVersion)
	assert.Equal(t, []string{"(example.com/m/internal/a)"}, paths(b.Imports))
	assert.Equal(t, "b", filepath.Base(b.Dir))
	assert.True(t, filepath.IsAbs(p.Fset.Position(b.Files[0].Pos()).Filename))
	assert.Equal(t, "Package b is commented.\n", b.Files[0].Doc.Text())
	assert.NotNil(t, b.Sizes)
	assert.Len(t, usesOf(b, "len"), 1, "bodies are checked")
	assert.NotEmpty(t, b.Info.FileVersions)
	assert.Same(t, p.byPath(t, "example.com/m/internal/a").Types.Scope().Lookup("A"), usesOf(b, "A")[0])
}

func TestLoadPatterns(t *testing.T) {
	t.Parallel()
	dir := write(t, fourPackages)
	for _, test := range []struct {
		patterns []string
		want     string // matched packages, or what the error says
	}{
		{nil, "example.com/m"},
		{[]string{"."}, "example.com/m"},
		{[]string{"./..."}, "example.com/m example.com/m/b example.com/m/internal/a example.com/m/other"},
		{[]string{"./b", "./internal/..."}, "example.com/m/b example.com/m/internal/a"},
		{[]string{"example.com/m/b"}, "example.com/m/b"},
		{[]string{filepath.Join(dir, "b")}, "example.com/m/b"},
		{[]string{"b/b.go", "other/o.go"}, "example.com/m/b example.com/m/other"},
		{[]string{filepath.Join(dir, "main.go")}, "example.com/m"},
		{[]string{"errors"}, "errors"},
		{[]string{"golang.org/x/sys/windows"}, "golang.org/x/sys/windows"},
		{[]string{"./b", "./nowhere"}, "example.com/m/b"},
		{[]string{"./nowhere"}, "no packages match ./nowhere"},
		{[]string{"./nowhere/..."}, "no packages match ./nowhere/..."},
		{[]string{"./b/...x"}, "no packages match ./b/...x"},
		{[]string{"nosuchstd"}, "package nosuchstd is not in std"},
		{[]string{"b/no.go"}, "no packages match b/no.go"},
	} {
		t.Run(strings.Join(test.patterns, " "), func(t *testing.T) {
			t.Parallel()
			p, err := Load(t.Context(), Config{Dir: dir, Patterns: test.patterns, Env: offline()})
			if err != nil {
				assert.ErrorContains(t, err, test.want)
				assert.NotContains(t, err.Error(), "\n")
				return
			}
			var matched []string
			for _, pkg := range p.Packages {
				if pkg.Matched {
					matched = append(matched, pkg.Path)
				}
			}
			slices.Sort(matched)
			assert.Equal(t, test.want, strings.Join(matched, " "))
			for _, path := range []string{"example.com/m", "example.com/m/b", "example.com/m/internal/a", "example.com/m/other"} {
				p.byPath(t, path)
			}
		})
	}
}

func TestLoadTellsWhatMissed(t *testing.T) {
	t.Parallel()
	p := load(t, "-- a/a.go --\npackage a\n-- a/unix.go --\n//go:build unix\n\npackage a\n-- c/c.go --\npackage c\n\nvar C int = true\n",
		Config{Patterns: []string{"./a", "./b", "a/unix.go"}})
	require.Len(t, p.Problems, 3)
	assert.Equal(t, "type", p.Problems[2].Kind)
	var said []string
	for _, problem := range p.Problems[:2] {
		assert.Equal(t, "list", problem.Kind)
		said = append(said, problem.Message)
	}
	assert.Contains(t, said, "stat "+filepath.Join(p.byPath(t, "example.com/m/a").Dir, "..", "b")+": directory not found")
	assert.Contains(t, said, "a/unix.go is in no package for windows/amd64")
}

func TestLoadErrors(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		archive, dir string
		cfg          Config
		want         string
	}{
		"no module":     {archive: "-- go.work --\n-- a/a.go --\npackage a\n", cfg: Config{Env: offline("GOWORK=off")}, want: "there is no go.mod in "},
		"modules below": {archive: "-- go.work --\n-- a/go.mod --\nmodule a\n-- b/go.mod --\nmodule b\n", cfg: Config{Env: offline("GOWORK=off")}, want: "or above: change to a or b"},
		"bad go.mod":    {archive: "-- go.mod --\nmodule example.com/m\n\nrequired x v1\n-- a.go --\npackage a\n", want: "unknown directive: required"},
		"no directory":  {dir: "nowhere", want: "nowhere is not a directory"},
		"only unix":     {archive: "-- a.go --\n//go:build unix\n\npackage a\n", cfg: Config{Patterns: []string{"."}}, want: "build constraints exclude all Go files"},
		"bad target":    {archive: "-- a.go --\npackage a\n", cfg: Config{GOARCH: "pdp11"}, want: "there is no windows/pdp11"},
		"nothing":       {archive: "", want: "no packages match ./..."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.cfg.Dir = test.dir
			if test.dir == "" {
				test.cfg.Dir = write(t, test.archive)
			}
			if test.cfg.Env == nil {
				test.cfg.Env = offline()
			}
			if test.cfg.Patterns == nil {
				test.cfg.Patterns = []string{"./..."}
			}
			_, err := Load(t.Context(), test.cfg)
			require.ErrorContains(t, err, test.want)
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestLoadIsCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Load(ctx, Config{Dir: write(t, fourPackages), Env: offline()})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestLoadFileOutsideModules(t *testing.T) {
	t.Parallel()
	dir := write(t, "-- go.work --\n-- main.go --\npackage main\n\nimport \"os\"\n\nfunc main() { os.Exit(1) }\n")
	p := load(t, "", Config{Dir: dir, Patterns: []string{"main.go"}, Env: offline("GOWORK=off")})
	wellTyped(t, p)
	assert.Equal(t, []string{"command-line-arguments"}, paths(p.Packages))
}

func TestLoadPlatform(t *testing.T) {
	t.Parallel()
	const archive = `
-- a_windows.go --
package a
-- a_linux.go --
package a
-- a_arm64.go --
package a
-- a_386.go --
package a
-- tagged.go --
//go:build special

package a
-- old.go --
// +build !special

package a
`
	for name, test := range map[string]struct {
		cfg  Config
		want []string
	}{
		"windows":     {Config{}, []string{"a_windows.go", "old.go"}},
		"linux":       {Config{GOOS: "linux"}, []string{"a_linux.go", "old.go"}},
		"arm64":       {Config{GOARCH: "arm64"}, []string{"a_arm64.go", "a_windows.go", "old.go"}},
		"environment": {Config{Env: offline("GOARCH=386")}, []string{"a_386.go", "a_windows.go", "old.go"}},
		"tags":        {Config{Tags: "special,other"}, []string{"a_windows.go", "tagged.go"}},
		"flags":       {Config{Env: offline("GOFLAGS=-tags=special")}, []string{"a_windows.go", "tagged.go"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := load(t, archive, test.cfg)
			wellTyped(t, p)
			assert.ElementsMatch(t, test.want, fileNames(p, p.Packages[0]))
			word := int64(8)
			if name == "environment" {
				word = 4
			}
			assert.Equal(t, word, p.Packages[0].Sizes.Sizeof(types.Typ[types.Uintptr]))
		})
	}
}

// There is no C compiler, and by the environment no cgo either.
func TestLoadCgo(t *testing.T) {
	t.Parallel()
	const archive = `
-- a/cgo.go --
package a

// #include <windows.h>
import "C"

import "os/user"

func Lock() { C.CreateMutexW(nil, 0, nil); user.Current() }
-- a/nocgo.go --
//go:build !cgo

package a

func Lock() {}
-- a/a.c --
int x;
-- b/b.go --
package b

import (
	"net"
	"net/http"

	"example.com/m/a"
)

var _ net.Conn
var _ http.Client

func B() { a.Lock() }
`
	for _, enabled := range []string{"0", "1"} {
		t.Run(enabled, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			goExe, err := filepath.Abs(filepath.Join(runtime.GOROOT(), "bin"))
			require.NoError(t, err)
			p := load(t, archive, Config{Env: offline("CGO_ENABLED="+enabled, "PATH="+goExe, "CC="+filepath.Join(dir, "cc"))})
			wellTyped(t, p)
			a := p.byPath(t, "example.com/m/a")
			assert.Equal(t, []string{"cgo.go"}, fileNames(p, a))
			require.Len(t, a.OtherFiles, 1)
			assert.Equal(t, "a.c", filepath.Base(a.OtherFiles[0]))
		})
	}
}

func TestLoadMissingModule(t *testing.T) {
	t.Parallel()
	p := load(t, `
-- go.mod --
module example.com/m

go 1.22

require example.com/missing v1.0.0
-- a/a.go --
package a

import (
	"os"

	"example.com/missing/p"
	"example.com/unheard/of"
)

var A = p.X

var B = of.Y

func F() { os.Getenv("x") }
-- b/b.go --
package b

import "example.com/m/a"

func G() { a.F() }
-- c/c.go --
package c
`, Config{})
	assert.Equal(t, []string{"example.com/m/a", "example.com/m/b", "example.com/m/c"}, paths(p.Packages))
	assert.Equal(t, []string{"missing example.com/missing/p", "missing example.com/unheard/of"}, kinds(p))
	assert.Equal(t, "a.go", filepath.Base(p.Problems[0].File))
	assert.Equal(t, 6, p.Problems[0].Line)
	a := p.byPath(t, "example.com/m/a")
	assert.Contains(t, a.TypeErrors[0].Msg, "could not import example.com/missing/p")
	assert.Equal(t, "func os.Getenv(key string) string", usesOf(a, "Getenv")[0].String())
	assert.True(t, a.IllTyped)
	assert.True(t, p.byPath(t, "example.com/m/b").IllTyped)
	assert.Empty(t, p.byPath(t, "example.com/m/b").TypeErrors)
	assert.False(t, p.byPath(t, "example.com/m/c").IllTyped)
}

func TestLoadBrokenCode(t *testing.T) {
	t.Parallel()
	p := load(t, `
-- typ/a.go --
package typ

func F() int { return "x" }

func G() { undefined() }
-- unused/a.go --
package unused

import "os"

func F() { x := 1 }
-- syntax/a.go --
package syntax

func F() { if }
-- syntax/b.go --
package syntax

func G() {}
-- clause/a.go --
package clause
-- clause/b.go --
pakage clause
-- mixed/a.go --
package mixed
-- mixed/b.go --
package other

func F() {}
-- cycle/a/a.go --
package a

import "example.com/m/cycle/b"

var A int = b.B
-- cycle/b/b.go --
package b

import "example.com/m/cycle/a"

var B int = a.A
-- line/a.go --
package line

//line /elsewhere/x.y:100
func F() { undefined() }
`, Config{})
	assert.ElementsMatch(t, []string{"type example.com/m/typ", "parse example.com/m/syntax", "parse example.com/m/clause", "list example.com/m/mixed",
		"list example.com/m/cycle/a", "type example.com/m/line"}, kinds(p))

	typ := p.byPath(t, "example.com/m/typ")
	assert.Len(t, typ.TypeErrors, 2)
	assert.True(t, typ.IllTyped)
	unused := p.byPath(t, "example.com/m/unused")
	assert.Len(t, unused.TypeErrors, 2)
	assert.False(t, unused.IllTyped)
	assert.True(t, p.byPath(t, "example.com/m/syntax").IllTyped)
	assert.Len(t, p.byPath(t, "example.com/m/syntax").Files, 2)
	assert.Equal(t, []string{"a.go"}, fileNames(p, p.byPath(t, "example.com/m/clause")))
	assert.Equal(t, []string{"a.go"}, fileNames(p, p.byPath(t, "example.com/m/mixed")))
	for _, problem := range p.Problems {
		if problem.Package == "example.com/m/line" {
			assert.Equal(t, "a.go", filepath.Base(problem.File))
			assert.Equal(t, 4, problem.Line)
		}
	}
}

// Whatever the code, no package imports itself.
func checkOrder(t *testing.T, p *Program) {
	t.Helper()
	seen := make(map[*Package]bool)
	for _, pkg := range p.Packages {
		for _, dep := range pkg.Imports {
			assert.True(t, seen[dep], "%s comes before %s", pkg.Path, dep.Path)
		}
		seen[pkg] = true
	}
}

func TestLoadTests(t *testing.T) {
	t.Parallel()
	// The tests of a import b, those of b import a.
	p := load(t, `
-- a/a.go --
package a

type A struct{ x int }
-- a/in_test.go --
package a

import (
	"testing"

	"example.com/m/b"
	"example.com/m/help"
)

func TestA(t *testing.T) { _ = A{b.B}; help.Me() }

func Exported() int { return 1 }
-- a/ex_test.go --
package a_test

import (
	"testing"

	"example.com/m/a"
	"example.com/m/c"
)

func TestX(t *testing.T) { _ = a.Exported(); c.C(a.A{}) }
-- b/b.go --
package b

const B = 1
-- b/b_test.go --
package b

import "example.com/m/a"

var _ a.A
-- c/c.go --
package c

import "example.com/m/a"

func C(a.A) {}
-- help/h.go --
package help

func Me() {}
-- only/only_test.go --
package only
`, Config{Tests: true, Patterns: []string{"./a", "./only"}})
	wellTyped(t, p)
	checkOrder(t, p)
	assert.ElementsMatch(t, []string{"example.com/m/a", "example.com/m/a_test", "(example.com/m/b)", "(example.com/m/c)", "(example.com/m/help)",
		"example.com/m/only"}, paths(p.Packages))
	a := p.byPath(t, "example.com/m/a")
	assert.Equal(t, []string{"a.go", "in_test.go"}, fileNames(p, a))
	assert.Contains(t, a.Imports, p.byPath(t, "example.com/m/help"))
	ex := p.byPath(t, "example.com/m/a_test")
	assert.Equal(t, "a_test", ex.Name)
	assert.Contains(t, ex.Imports, a)
	assert.Contains(t, ex.Imports, p.byPath(t, "example.com/m/c"))
	assert.Same(t, a.Types.Scope().Lookup("Exported"), usesOf(ex, "Exported")[0])

	// Without tests their files are not seen.
	p = load(t, "", Config{Dir: filepath.Dir(a.Dir), Patterns: []string{"./a"}})
	wellTyped(t, p)
	assert.Equal(t, []string{"a.go"}, fileNames(p, p.byPath(t, "example.com/m/a")))
	assert.Len(t, p.Packages, 4)
}

func TestLoadWorkspace(t *testing.T) {
	t.Parallel()
	const archive = `
-- go.work --
go 1.22

use (
	./one
	./two
)
-- one/go.mod --
module example.com/one

go 1.22
-- one/a/a.go --
package a

import "example.com/two/b"

var A = b.B
-- two/go.mod --
module example.com/two

go 1.21
-- two/b/b.go --
package b

var B = 1
-- three/go.mod --
module example.com/three
-- three/t.go --
package three
`
	p := load(t, archive, Config{Patterns: []string{"./one/..."}, Env: offline("GOFLAGS=")})
	wellTyped(t, p)
	assert.Equal(t, []string{"(example.com/two/b)", "example.com/one/a"}, paths(p.Packages))
	assert.Equal(t, "go1.21", p.Packages[0].GoVersion)

	// Without the workspace each module stands alone.
	dir := write(t, archive)
	p = load(t, "", Config{Dir: filepath.Join(dir, "two", "b"), Env: offline("GOWORK=off")})
	wellTyped(t, p)
	assert.Equal(t, []string{"example.com/two/b"}, paths(p.Packages))
	_, err := Load(t.Context(), Config{Dir: filepath.Join(dir, "two"), Patterns: []string{"../three"}, Env: offline("GOWORK=off")})
	require.ErrorContains(t, err, "../three outside main module")
}

func TestLoadVendored(t *testing.T) {
	t.Parallel()
	p := load(t, `
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
`, Config{Env: offline("GOFLAGS=")})
	wellTyped(t, p)
	assert.Equal(t, []string{"example.com/m"}, paths(p.Packages))
	assert.Equal(t, "example.com/dep/p", usesOf(p.Packages[0], "P")[0].Pkg().Path())
}

func TestLoadProfile(t *testing.T) {
	t.Parallel()
	profile, err := os.ReadFile(filepath.Join(runtime.GOROOT(), "src", "cmd", "compile", "default.pgo"))
	if err != nil {
		t.Skip(err)
	}
	p := load(t, "-- go.mod --\nmodule example.com/m\n-- main.go --\npackage main\n\nimport \"example.com/m/a\"\n\nfunc main() { a.A() }\n"+
		"-- a/a.go --\npackage a\n\nfunc A() {}\n-- default.pgo --\n"+string(profile), Config{})
	wellTyped(t, p)
	assert.Equal(t, []string{"example.com/m/a", "example.com/m"}, paths(p.Packages))
}

func TestLoadOverlay(t *testing.T) {
	t.Parallel()
	dir := write(t, fourPackages)
	name := filepath.Join(dir, "b", "b.go")
	added := filepath.Join(dir, "b", "added.go")
	p := load(t, "", Config{Dir: dir, Overlay: map[string][]byte{
		name:  []byte("package b\n\nimport \"strings\"\n\nfunc B() int { return Added + strings.Count(\"\", \"\") }\n"),
		added: []byte("package b\n\nconst Added = 2\n"),
	}})
	wellTyped(t, p)
	assert.ElementsMatch(t, []string{"b.go", "added.go"}, fileNames(p, p.byPath(t, "example.com/m/b")))
	src, err := p.ReadFile(added)
	require.NoError(t, err)
	assert.Contains(t, string(src), "Added")
}

// What dependencies may look like so that slicing them is not straightforward. All of it is to be well typed.
const tricky = `
-- m.go --
package m

import (
	"errors"
	yaml "gopkg.in/yaml.v3"

	. "example.com/dep/dot"
	"example.com/dep/go-name"
	_ "example.com/dep/blank"
	"example.com/dep/gen"
	"example.com/dep/kinds"
)

var (
	_ yaml.Node
	_ = Dotted(Other)
	_ = name.Name
	_ = gen.Map[int, string]{}.Get(1)
	_ = gen.Sum([]float64{1})
	_ kinds.Sealed = kinds.New()
	_ error = kinds.ErrA
	_ = errors.Is(kinds.ErrB, kinds.ErrOwn)
	_ [kinds.Size]int = [3]int{}
	_ [kinds.SizeOf]byte = [24]byte{}
	_ [kinds.Third]int = [2]int{}
	_ [len(kinds.Counted)]int = [2]int{}
	_ = kinds.Table["x"].Field.Deep
	_ = kinds.Made[0].X
	_ = kinds.Func(1) + 1
	_ = kinds.Pair1 + kinds.Pair2
	_ = kinds.ByMethod.Name
	_ = kinds.Called.Name
	_ = kinds.Alias{}.OfAlias()
	_ = (&kinds.Base{}).OfAlias()
	_ = kinds.Outer{}.Promoted()
	_ kinds.Inline = kinds.Holder{}.Value
)
-- go.mod --
module example.com/m

go 1.24

require (
	example.com/dep v0.0.0
	gopkg.in/yaml.v3 v3.0.0
)

replace (
	example.com/dep => ./dep
	gopkg.in/yaml.v3 => ./yaml
)
-- yaml/go.mod --
module gopkg.in/yaml.v3
-- yaml/y.go --
package yaml

type Node struct{}
-- dep/go.mod --
module example.com/dep

go 1.24
-- dep/dot/d.go --
package dot

import . "example.com/dep/dot2"

const Other = 1

func Dotted(int) Second { return 0 }
-- dep/dot2/d.go --
package dot2

type Second int
-- dep/go-name/n.go --
package name

import "example.com/dep/gopher.v2"

var Name gopher.Real
-- dep/gopher.v2/g.go --
package gopher

type Real struct{}
-- dep/blank/b.go --
package blank

import "no.such/module"

func init() { module.X() }
-- dep/gen/g.go --
package gen

type Number interface{ ~int | ~float64 }

type Map[K comparable, V any] map[K]V

func (m Map[K, V]) Get(k K) V { return m[k] }

func Sum[T Number](list []T) (sum T) {
	for _, t := range list {
		sum += t
	}
	return sum
}
-- dep/kinds/k.go --
package kinds

import (
	"errors"
	"fmt"
	"unsafe"

	own "example.com/dep/errors"
)

type Sealed interface{ sealed() }

type impl struct{ *embedded }

type embedded struct{}

func (*embedded) sealed() {}

func New() impl { return impl{} }

var ErrA, ErrB = errors.New("a"), fmt.Errorf("b")

var ErrOwn = own.New("c")

const Size = 3

const SizeOf = unsafe.Sizeof(sized{})

type sized struct {
	a byte
	b uintptr
	_ [len(hidden)]byte
}

const hidden = "12345678"

const (
	First = iota
	Second
	Third
)

var Counted = [...]struct{}{{}, {}}

type entry struct{ Field struct{ Deep int } }

var Table = map[string]entry{"x": {}}

type made struct{ X int }

func make() []made { return nil }

var Made = make()

var Func = func(x int) int { return lookup(x) }

func lookup(int) int { return 0 }

var Pair1, Pair2 = pair()

func pair() (a, b int) { return 1, 2 }

type named struct{ Name string }

func (n named) self() named { return n }

var ByMethod = named{}.self()

var Called = func() *named { return nil }()

type Base struct{}

type Alias = Base

func (Alias) OfAlias() *Alias { return nil }

type hiddenBase struct{}

func (hiddenBase) Promoted() int { return 1 }

type Outer struct{ hiddenBase }

type Inline = interface{ inline() }

type valued int

func (valued) inline() {}

type Holder struct{ Value valued }
-- dep/errors/e.go --
package errors

type E string

func (e E) Error() string { return string(e) }

func New(s string) E { return E(s) }
`

func TestLoadTrickyDependencies(t *testing.T) {
	t.Parallel()
	dir := write(t, tricky)
	p := load(t, "", Config{Dir: dir})
	wellTyped(t, p)
	cfg := Config{Dir: dir, Patterns: []string{"./..."}, Env: offline()}
	sameFacts(t, loadWhole(t, cfg), p)
	blank := p.Packages[0].Types.Imports()
	i := slices.IndexFunc(blank, func(p *types.Package) bool { return p.Path() == "example.com/dep/blank" })
	require.GreaterOrEqual(t, i, 0)
	assert.True(t, blank[i].Complete())
	assert.Empty(t, blank[i].Scope().Names())
}

func TestLoadKeep(t *testing.T) {
	t.Parallel()
	p := load(t, fourPackages, Config{Keep: []string{"golang.org/x/sys/windows", "encoding/hex", "example.com/nowhere"}})
	wellTyped(t, p)
	windows := usesOf(p.byPath(t, "example.com/m/internal/a"), "Handle")[0].Pkg()
	assert.NotNil(t, windows.Scope().Lookup("Close"))
	p = load(t, fourPackages, Config{})
	windows = usesOf(p.byPath(t, "example.com/m/internal/a"), "Handle")[0].Pkg()
	assert.Nil(t, windows.Scope().Lookup("Close"))
}

// TestLoadSameAsPackages compares with the usual loader, which reads everything.
func TestLoadSameAsPackages(t *testing.T) {
	if testing.Short() {
		t.Skip("the usual loader takes long: run without -short")
	}
	t.Parallel()
	dir := write(t, `
-- main.go --
package main

import (
	"crypto/tls"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"sync/atomic"
	"syscall"
	"text/template"
	"time"
	"unsafe"

	"example.com/m/a"
)

//go:embed main.go
var source string

var counter atomic.Pointer[a.List[string]]

func main() {
	proc := syscall.NewLazyDLL("kernel32.dll").NewProc("CreateMutexW")
	proc.Call(uintptr(unsafe.Pointer(&source)))
	list := slices.Collect(a.List[string]{"x"}.All())
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(list)
		fmt.Fprintln(os.Stderr, r.RemoteAddr, r.TLS.CipherSuite == tls.TLS_AES_128_GCM_SHA256)
	})
	time.AfterFunc(time.Second, func() { template.Must(template.New("x").Parse(source)).Execute(os.Stdout, counter.Load()) })
}
-- a/a.go --
package a

import "iter"

type List[T any] []T

func (l List[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, x := range l {
			if !yield(x) {
				return
			}
		}
	}
}
-- go.mod --
module example.com/m

go 1.24
`)
	p := load(t, "", Config{Dir: dir})
	wellTyped(t, p)
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Env: offline("GOOS=windows", "CGO_ENABLED=0")}, "./...")
	require.NoError(t, err)
	require.Len(t, p.Packages, len(pkgs))
	for _, want := range pkgs {
		n := sameWords(t, facts(want.Fset, want.TypesInfo), facts(p.Fset, p.byPath(t, want.PkgPath).Info))
		assert.NotZero(t, n)
	}
}

func TestRecheck(t *testing.T) {
	t.Parallel()
	dir := write(t, fourPackages)
	p := load(t, "", Config{Dir: dir, Keep: []string{"strings"}})
	b := p.byPath(t, "example.com/m/b")
	name := filepath.Join(dir, "b", "b.go")
	recheck := func(src string) (*Package, error) {
		return p.Recheck(b, map[string][]byte{name: []byte(src), filepath.Join(dir, "main.go"): []byte("not Go")})
	}

	checked, err := recheck("package b\n\nimport (\n\t\"strings\"\n\n\t\"example.com/m/internal/a\"\n)\n\nfunc B() int { return strings.Count(a.A[0], \"x\") }\n")
	require.NoError(t, err)
	assert.Empty(t, checked.TypeErrors)
	assert.Len(t, usesOf(checked, "Count"), 1)
	assert.Equal(t, b.Imports, checked.Imports)
	assert.True(t, checked.Matched)
	assert.Same(t, p.byPath(t, "example.com/m/internal/a").Types.Scope().Lookup("A"), usesOf(checked, "A")[0])
	assert.Equal(t, name, p.Fset.Position(checked.Files[0].Pos()).Filename)

	// The program is as it was.
	assert.Empty(t, usesOf(b, "Count"))
	assert.Same(t, b, p.byPath(t, "example.com/m/b"))

	// What was checked can be checked again.
	again, err := p.Recheck(checked, nil)
	require.NoError(t, err)
	assert.Empty(t, again.TypeErrors)
	assert.Same(t, checked.Files[0], again.Files[0])

	for src, want := range map[string]string{
		"package b\n\nimport \"example.com/m/other\"\n\nvar _ other.X\n":        "undefined: other.X",
		"package b\n\nimport \"fmt\"\n\nvar _ = fmt.Sprintln\n":                 "undefined: fmt.Sprintln", // nobody asked for it
		"package b\n\nfunc B() string { return 1 }\n":                           "cannot use 1",
		"package b\n\nimport \"golang.org/x/sys/windows\"\n\nvar windows int\n": "windows already declared",
	} {
		checked, err := recheck(src)
		require.NoError(t, err)
		require.NotEmpty(t, checked.TypeErrors)
		assert.Contains(t, checked.TypeErrors[0].Msg, want)
		assert.True(t, checked.IllTyped)
	}
	for src, want := range map[string]string{
		"package b\n\nfunc {\n":                          "b.go:3:6: expected",
		"package b\n\nimport _ \"net/rpc\"\n":            "nothing is known of package net/rpc",
		"package b\n\nimport _ \"example.com/m\"\n":      "import of example.com/m makes a cycle",
		"package b\n\nimport _ \"example.com/m/b\"\n":    "import of example.com/m/b makes a cycle",
		"package b\n\nimport _ \"internal/abi\"\n":       "package internal/abi is internal to others",
		"package b\n\nimport _ \"nosuch.example/mod\"\n": "nothing is known of package nosuch.example/mod",
	} {
		_, err := recheck(src)
		assert.ErrorContains(t, err, want)
	}
}

// The go command may be newer than this program.
func TestLoadNewerGo(t *testing.T) {
	t.Parallel()
	dir := write(t, "-- a.go --\npackage a\n\nfunc F() { for range 3 {} }\n")
	n := &node{id: "a", path: "a", name: "a", files: []string{filepath.Join(dir, "a.go")}, matched: true, module: &listModule{Path: "m", GoVersion: "1.999"}}
	l := newLoader(&request{arch: "amd64"}, &goList{list: []*node{n}, byID: map[string]*node{"a": n}})
	p, err := l.load(t.Context())
	require.NoError(t, err)
	assert.Empty(t, p.Packages[0].TypeErrors)
	require.Len(t, p.Problems, 1)
	assert.Contains(t, p.Problems[0].Message, "module m asks for go1.999")
}

func TestScheduleRunsAll(t *testing.T) {
	t.Parallel()
	done := make(chan string, 3)
	a := &task{run: func() { done <- "a" }}
	b := &task{run: func() { done <- "b" }}
	c := &task{run: func() { done <- "c" }}
	c.after(a)
	c.after(b)
	require.NoError(t, schedule(t.Context(), []*task{a, b, c}))
	close(done)
	var last string
	for name := range done {
		last = name
	}
	assert.Equal(t, "c", last)
	require.NoError(t, schedule(t.Context(), nil))
}

// BenchmarkLoad loads the modules in the directories that RDSLINT_CORPUS names, as PATH does.
func BenchmarkLoad(b *testing.B) {
	for _, dir := range filepath.SplitList(os.Getenv("RDSLINT_CORPUS")) {
		b.Run(filepath.Base(dir), func(b *testing.B) {
			for b.Loop() {
				p, err := Load(b.Context(), Config{Dir: dir, Patterns: []string{"./..."}})
				require.NoError(b, err)
				b.ReportMetric(float64(len(p.Packages)), "packages")
				b.ReportMetric(float64(p.Dependencies), "dependencies")
			}
		})
	}
}
