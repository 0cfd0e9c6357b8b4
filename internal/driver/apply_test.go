package driver

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine"
)

// A target is a file to be fixed, in a module of its own.
type target struct {
	t    *testing.T
	root string
	file string
	src  string
	fset *token.FileSet
	tok  *token.File
}

func newTarget(t *testing.T, name, src string) *target {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	x := &target{t: t, root: root, file: filepath.Join(root, filepath.FromSlash(name)), src: src, fset: token.NewFileSet()}
	require.NoError(t, os.MkdirAll(filepath.Dir(x.file), 0o777))
	require.NoError(t, os.WriteFile(x.file, []byte(src), 0o666))
	file, err := parser.ParseFile(x.fset, x.file, src, parser.ParseComments)
	require.NoError(t, err)
	x.tok = x.fset.File(file.FileStart)
	return x
}

// edit replaces the first occurrence of a text. A leading "^" inserts before it.
func (x *target) edit(old, text string) engine.Edit {
	x.t.Helper()
	want, insert := strings.CutPrefix(old, "^")
	i := strings.Index(x.src, want)
	require.GreaterOrEqual(x.t, i, 0, "%q is in the file", want)
	e := engine.Edit{Pos: x.tok.Pos(i), End: x.tok.Pos(i + len(want)), New: text}
	if insert {
		e.End = token.NoPos
	}
	return e
}

func safe(edits ...engine.Edit) *engine.Finding {
	return &engine.Finding{Fixes: []engine.Fix{{Message: "Correct it", Safe: true, Edits: edits}}}
}

func (x *target) apply(findings ...*engine.Finding) *Changes {
	x.t.Helper()
	fixer := Fixer{Fset: x.fset, Roots: []string{x.root}}
	changes, err := fixer.Apply(findings)
	require.NoError(x.t, err)
	return changes
}

// fixed is the file with the fixes applied.
func (x *target) fixed(findings ...*engine.Finding) string {
	x.t.Helper()
	changes := x.apply(findings...)
	if len(changes.Files) == 0 {
		return x.src
	}
	return string(changes.Files[0].New)
}

const small = `package p

import (
	"os"
)

var a, b = os.Getenv("A"), "B"
`

func TestApply(t *testing.T) {
	x := newTarget(t, "p.go", small)
	changes := x.apply(safe(x.edit(`"B"`, `"C"`)), safe(x.edit(`^A"`, `Z`)))
	require.Len(t, changes.Files, 1)
	assert.Equal(t, strings.NewReplacer(`"A"`, `"ZA"`, `"B"`, `"C"`).Replace(small), string(changes.Files[0].New))
	assert.Equal(t, 2, changes.Fixed())
	assert.Zero(t, changes.Dropped)
	assert.Equal(t, map[string][]byte{x.file: changes.Files[0].New}, changes.Overlay())

	require.NoError(t, changes.Write())
	got, err := os.ReadFile(x.file)
	require.NoError(t, err)
	assert.Equal(t, changes.Files[0].New, got)
	left, err := filepath.Glob(filepath.Join(x.root, ".*"))
	require.NoError(t, err)
	assert.Empty(t, left, "no temporary file is left")
}

func TestApplyChoosesTheFirstAcceptedFix(t *testing.T) {
	x := newTarget(t, "p.go", small)
	f := &engine.Finding{Fixes: []engine.Fix{
		{Message: "Risky", Edits: []engine.Edit{x.edit(`"B"`, `"risky"`)}},
		{Message: "Safe", Safe: true, Edits: []engine.Edit{x.edit(`"B"`, `"safe"`)}},
	}}
	assert.Contains(t, x.fixed(f), `"safe"`)

	fixer := Fixer{Fset: x.fset, Accept: func(*engine.Finding, *engine.Fix) bool { return true }}
	changes, err := fixer.Apply([]*engine.Finding{f})
	require.NoError(t, err)
	assert.Contains(t, string(changes.Files[0].New), `"risky"`)

	f.Fixes = f.Fixes[:1]
	assert.Equal(t, small, x.fixed(f))
}

func TestApplyMerges(t *testing.T) {
	x := newTarget(t, "p.go", small)
	imports := func(path string) engine.Edit { return x.edit("^)\n\nvar", "\t\""+path+"\"\n") }

	both := x.fixed(
		safe(imports("fmt"), x.edit(`"A"`, `fmt.Sprint("A")`)),
		safe(imports("fmt"), x.edit(`"B"`, `fmt.Sprint("B")`)),
	)
	assert.Equal(t, 1, strings.Count(both, `"fmt"`), "the same import is added once")
	assert.Less(t, strings.Index(both, `"fmt"`), strings.Index(both, `"os"`), "and sorted by gofmt")

	both = x.fixed(
		safe(imports("fmt"), x.edit(`"A"`, `fmt.Sprint("A")`)),
		safe(imports("strings"), x.edit(`"B"`, `strings.ToUpper("B")`)),
	)
	assert.Contains(t, both, "\t\"fmt\"\n\t\"os\"\n\t\"strings\"\n")
}

func TestApplyDropsTheLaterOfTwo(t *testing.T) {
	x := newTarget(t, "p.go", small)
	for name, later := range map[string]*engine.Finding{
		"same":      safe(x.edit(`"B"`, `"D"`)),
		"inside":    safe(x.edit(`B"`, `D"`)),
		"insertion": safe(x.edit(`^B"`, `D`)),
		"touching":  safe(x.edit(`^"B"`, `f(`)),
		"half":      safe(x.edit(`"A"`, `"Z"`), x.edit(`"B"`, `"D"`)),
	} {
		t.Run(name, func(t *testing.T) {
			changes := x.apply(safe(x.edit(`"B"`, `"C"`)), later)
			assert.Equal(t, strings.Replace(small, `"B"`, `"C"`, 1), string(changes.Files[0].New))
			assert.Equal(t, 1, changes.Dropped)
			assert.Equal(t, 1, changes.Fixed())
		})
	}
	t.Run("two prefixes", func(t *testing.T) {
		changes := x.apply(safe(x.edit(`^B"`, `Global`)), safe(x.edit(`^B"`, `Local`)))
		assert.Contains(t, string(changes.Files[0].New), `"GlobalB"`)
		assert.Equal(t, 1, changes.Dropped)
	})
}

func TestApplyPassesOver(t *testing.T) {
	generated := "// Code generated by x; DO NOT EDIT.\n\n" + small
	for name, x := range map[string]*target{
		"generated":      newTarget(t, "p.go", generated),
		"generated CRLF": newTarget(t, "p.go", strings.ReplaceAll(generated, "\n", "\r\n")),
		"vendored":       newTarget(t, "vendor/example.com/p/p.go", small),
		"another module": newTarget(t, "../p.go", small),
	} {
		t.Run(name, func(t *testing.T) {
			changes := x.apply(safe(x.edit(`"B"`, `"C"`)))
			assert.Empty(t, changes.Files)
			assert.Zero(t, changes.Dropped, "a second run could do no better")
		})
	}

	x := newTarget(t, "p.go", small)
	other := x.fset.AddFile(filepath.Join(x.root, "q.go"), -1, 9)
	for name, f := range map[string]*engine.Finding{
		"no edits":  safe(),
		"no place":  safe(engine.Edit{New: "x"}),
		"backwards": safe(engine.Edit{Pos: x.tok.Pos(5), End: x.tok.Pos(3)}),
		"elsewhere": safe(x.edit(`"B"`, `"C"`), engine.Edit{Pos: other.Pos(3)}),
		"overlap":   safe(x.edit(`"B"`, `"C"`), x.edit(`B"`, `"C"`)),
		"no syntax": safe(x.edit(`"B"`, `"C`)),
	} {
		t.Run(name, func(t *testing.T) { assert.Empty(t, x.apply(f).Files) })
	}
}

const bom = "\ufeff"

func TestApplyKeepsLineEndings(t *testing.T) {
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	const raw = "package p\n\nvar a, b = `x\ny`, \"B\"\n"
	for name, src := range map[string]string{
		"LF":        raw,
		"CRLF":      crlf(raw),
		"BOM":       bom + raw,
		"BOM, CRLF": bom + crlf(raw),
	} {
		t.Run(name, func(t *testing.T) {
			x := newTarget(t, "p.go", src)
			got := x.fixed(safe(x.edit(`"B"`, "f(\n\"B\",\n)")), safe(x.edit("^var", "// Why.\r\n")))
			want := strings.Replace(raw, `"B"`, "f(\n\t\"B\",\n)", 1)
			want = strings.Replace(want, "var", "// Why.\nvar", 1)
			if strings.HasSuffix(name, "CRLF") {
				want = crlf(want)
			}
			if strings.HasPrefix(name, "BOM") {
				want = bom + want
			}
			assert.Equal(t, want, got)
		})
	}

	t.Run("at the mark", func(t *testing.T) {
		x := newTarget(t, "p.go", bom+raw)
		got := x.fixed(safe(engine.Edit{Pos: x.tok.Pos(0), New: "// First.\n"}))
		assert.Equal(t, bom+"// First.\n"+raw, got)
	})
	t.Run("mixed", func(t *testing.T) {
		src := "package p\r\n\r\nvar a = 1\nvar b = \"B\"\r\n"
		x := newTarget(t, "p.go", src)
		got := x.fixed(safe(x.edit(`"B"`, "f(\n\"B\")")))
		assert.Equal(t, strings.Replace(src, `"B"`, "f(\r\n\"B\")", 1), got)
	})
}

func TestApplyFormatsOnlyWhatWas(t *testing.T) {
	const ugly = "package p\n\nvar   a,b = 1, \"B\"\n"
	x := newTarget(t, "p.go", ugly)
	assert.Equal(t, strings.Replace(ugly, `"B"`, `f( "B" )`, 1), x.fixed(safe(x.edit(`"B"`, `f( "B" )`))))

	x = newTarget(t, "p.go", small)
	assert.Contains(t, x.fixed(safe(x.edit(`"B"`, `f( "B" )`))), `f("B")`)
}

func TestApplyWantsTheFileThatWasLoaded(t *testing.T) {
	x := newTarget(t, "p.go", small)
	fixer := Fixer{Fset: x.fset, Read: func(string) ([]byte, error) { return []byte("package p\n"), nil }}
	_, err := fixer.Apply([]*engine.Finding{safe(x.edit(`"B"`, `"C"`))})
	assert.ErrorContains(t, err, "changed")
}

func TestThen(t *testing.T) {
	x := newTarget(t, "p.go", small)
	changes := x.apply(safe(x.edit(`"B"`, `"C"`)), safe(x.edit(`"B"`, `"D"`)))
	require.Equal(t, 1, changes.Dropped)

	y := newTarget(t, "p.go", string(changes.Files[0].New))
	next := y.apply(safe(y.edit(`"A"`, `"Z"`)))
	next.Files[0].File = x.file
	next.Files = append([]Change{{File: "!a.go", New: []byte("package a\n"), Fixed: []*engine.Finding{{}}}}, next.Files...)
	changes.Then(next)

	assert.Equal(t, []string{"!a.go", x.file}, []string{changes.Files[0].File, changes.Files[1].File})
	assert.Equal(t, small, string(changes.Files[1].Old))
	assert.Contains(t, string(changes.Files[1].New), `os.Getenv("Z"), "C"`)
	assert.Equal(t, 3, changes.Fixed())
	assert.Zero(t, changes.Dropped)

	changes.Discard(func(file string) bool { return file == "!a.go" })
	assert.Len(t, changes.Files, 1)
}

func TestDiff(t *testing.T) {
	x := newTarget(t, "sub/p.go", small)
	got := string(x.apply(safe(x.edit(`"B"`, `"C"`))).Diff(x.root))
	assert.Contains(t, got, "--- a/sub/p.go\n+++ b/sub/p.go\n")
	assert.Contains(t, got, "\n-var a, b = os.Getenv(\"A\"), \"B\"\n+var a, b = os.Getenv(\"A\"), \"C\"\n")
}

func TestWrite(t *testing.T) {
	change := func(x *target) *Changes { return x.apply(safe(x.edit(`"B"`, `"C"`))) }
	content := func(file string) string {
		got, err := os.ReadFile(file)
		require.NoError(t, err)
		return string(got)
	}

	t.Run("mode", func(t *testing.T) {
		if runtime.GOOS == "windows" {
			t.Skip("there are no file modes on Windows: other systems run this")
		}
		x := newTarget(t, "p.go", small)
		require.NoError(t, os.Chmod(x.file, 0o640))
		require.NoError(t, change(x).Write())
		info, err := os.Stat(x.file)
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o640), info.Mode())
	})
	t.Run("read-only", func(t *testing.T) {
		x := newTarget(t, "p.go", small)
		y := newTarget(t, "q.go", small)
		require.NoError(t, os.Chmod(x.file, 0o444))
		changes := change(x)
		changes.Then(change(y))
		err := changes.Write()
		assert.ErrorContains(t, err, "p.go is read-only: make it writable")
		assert.Equal(t, small, content(x.file))
		assert.NotEqual(t, small, content(y.file), "the others are written")
	})
	t.Run("changed meanwhile", func(t *testing.T) {
		x := newTarget(t, "p.go", small)
		changes := change(x)
		require.NoError(t, os.WriteFile(x.file, []byte("package q\n"), 0o666))
		assert.ErrorContains(t, changes.Write(), "changed while")
		assert.Equal(t, "package q\n", content(x.file))
	})
	t.Run("link", func(t *testing.T) {
		x := newTarget(t, "p.go", small)
		real := filepath.Join(x.root, "real.go")
		require.NoError(t, os.Rename(x.file, real))
		if err := os.Symlink(real, x.file); err != nil {
			t.Skip(err)
		}
		require.NoError(t, change(x).Write())
		info, err := os.Lstat(x.file)
		require.NoError(t, err)
		assert.NotZero(t, info.Mode()&os.ModeSymlink)
		assert.Contains(t, content(real), `"C"`)
	})
}

func TestRoots(t *testing.T) {
	m, n := filepath.FromSlash("/src/m"), filepath.FromSlash("/src/n")
	prog := Program{Packages: []*Package{
		{Path: "example.com/m", ModulePath: "example.com/m", Dir: m},
		{Path: "example.com/m/a/b", ModulePath: "example.com/m", Dir: filepath.Join(m, "a", "b")},
		{Path: "example.com/m/a_test [example.com/m/a.test]", ModulePath: "example.com/m", Dir: filepath.Join(m, "a")},
		{Path: "example.com/n/v2/c", ModulePath: "example.com/n/v2", Dir: filepath.Join(n, "c")},
	}}
	assert.Equal(t, []string{m, n}, prog.Roots())
}
