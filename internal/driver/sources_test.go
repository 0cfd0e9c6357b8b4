package driver

import (
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sameSources checks that a directory's files are those that go/build picks. It reports whether there are any.
func sameSources(t *testing.T, p *platform, dir string) bool {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	got := p.sources(dir, names, true, nil)

	ctx := build.Default
	ctx.GOOS, ctx.GOARCH, ctx.CgoEnabled = p.os, p.arch, true
	ctx.BuildTags = []string{"special"}
	want, err := ctx.ImportDir(dir, 0)
	lists := [][]string{want.GoFiles, want.CgoFiles, want.CFiles, want.CXXFiles, want.MFiles, want.HFiles, want.FFiles, want.SFiles, want.SwigFiles, want.SysoFiles}
	for i, list := range lists {
		for j, name := range list {
			lists[i][j] = filepath.Join(dir, name)
		}
	}
	assert.Equal(t, slices.Concat(lists[:2]...), got.files, dir)
	assert.Equal(t, slices.Concat(lists[2:]...), got.other, dir)
	if len(got.files) == 0 {
		return false
	}
	assert.Equal(t, err != nil, strings.HasPrefix(got.odd, "packages ") || strings.HasSuffix(got.odd, " cannot be read"), "%s: %v, %s", dir, err, got.odd)
	if err == nil {
		assert.Equal(t, want.Name, got.name, dir)
	}
	return true
}

func platforms() []*platform {
	tags := strings.Join(slices.Concat(build.Default.ReleaseTags, build.Default.ToolTags, []string{"special"}), " ")
	return []*platform{newPlatform("windows", "amd64", tags), newPlatform("linux", "arm64", tags), newPlatform("android", "386", tags)}
}

func TestSourcesOfStd(t *testing.T) {
	t.Parallel()
	n := 0
	list := platforms()
	if testing.Short() {
		list = list[:1]
	}
	for _, p := range list {
		err := filepath.WalkDir(filepath.Join(runtime.GOROOT(), "src"), func(dir string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return err
			}
			if d.Name() == "testdata" || testing.Short() && d.Name() == "cmd" {
				return filepath.SkipDir
			}
			if sameSources(t, p, dir) {
				n++
			}
			return nil
		})
		require.NoError(t, err)
	}
	assert.Greater(t, n, 200)
}

func TestSources(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ archive, errors string }{
		"constraints": {archive: `
-- a.go --
// Copyright.

//go:build windows && go1.18 && !special2

// Package a is commented.
package a
-- b.go --
// +build windows linux
// +build special

package a
-- c.go --
// +build ignore
package a
-- d.go --
//go:build unix

package a
-- e.go --
/*
//go:build ignore
*/

// +build ignore

package a
-- f.go --
/* One line. */
//go:build ignore

package a
-- g.go --
// +build ignore

//go:build special

package a
-- h.go --
	//go:build !special
package a
-- i.go --
// A comment. //go:build ignore

/* */ //go:build ignore
package a
//go:build ignore
-- j.go --
//go:build go1.999 || boringcrypto

package a
-- a_test.go --
package a
-- _k.go --
package a
-- .l.go --
package a
-- m_windows_amd64.go --
package a
-- windows.go --
package a
-- n_linux_amd64.go --
package a
-- o_unix.go --
package a
-- p_windows.x_linux.go --
package a
-- q_arm64_test_x.go --
package a
-- r.go --
package documentation
`},
		"cgo": {archive: `
-- a.go --
package a
import ("fmt"; x "os"
. "net"); import _ "C"; var _ = 1
-- b.go --
package a

import "fmt"

/* #include <x> */
import "C"
-- c.go --
package a

var x = "C"

func f() { import "C" }
-- d.c --
// +build ignore

int x;
-- e.c --
int x;
-- f.S --
-- g_linux.s --
-- h.hpp --
-- i_windows.syso --
`},
		"other languages": {archive: "-- a.go --\npackage a\n-- b.s --\n-- c.S --\n-- d.sx --\n-- e.h --\n-- f.m --\n-- g.f90 --\n-- h.swig --\n-- i.swigcxx --\n-- j.cc --\n-- k.c --\n"},
		"no Go":           {archive: "-- x.txt --\n", errors: "no Go files in "},
		"excluded":        {archive: "-- x_linux_arm.go --\npackage x\n-- y.go --\n//go:build never\n\npackage y\n", errors: "build constraints exclude all Go files in "},
		"tests":           {archive: "-- x_test.go --\npackage x\n", errors: "no non-test Go files in "},
		"two packages":    {archive: "-- a.go --\npackage a\n-- b.go --\npackage b\n"},
		"no package":      {archive: "-- a.go --\npackage a\n-- b.go --\nfunc b() {}\n"},
		"empty":           {archive: "-- a.go --\npackage a\n-- b.go --\n"},
		"mark":            {archive: "-- a.go --\n\ufeffpackage a\n-- b.go --\n\ufeff//go:build ignore\n\npackage b\n"},
		"constraint":      {archive: "-- a.go --\npackage a\n-- b.go --\n//go:build windows &&\n\npackage a\n"},
		"long": {archive: "-- a.go --\n" + strings.Repeat("// A licence.\n", 1000) + "//go:build windows\n\npackage a\n" +
			"-- b.go --\npackage a\n\n/*\n" + strings.Repeat("#define A\n", 1000) + "*/\nimport \"C\"\n-- c.go --\npackage a" + strings.Repeat(" ", 4096) + "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := write(t, test.archive)
			for _, p := range platforms() {
				sameSources(t, p, dir)
			}
			names := []string{}
			entries, err := os.ReadDir(dir)
			require.NoError(t, err)
			for _, e := range entries {
				names = append(names, e.Name())
			}
			s := platforms()[0].sources(dir, names, false, nil)
			assert.Equal(t, test.errors, strings.TrimSuffix(s.err, dir))
			assert.Empty(t, s.other)
		})
	}
}
