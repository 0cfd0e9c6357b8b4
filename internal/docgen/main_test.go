package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine"
)

// TestFresh fails where the documentation does not say what the code does.
func TestFresh(t *testing.T) {
	noCache(t, "cmd", "internal/driver", "internal/output", demo)
	stale, err := generate(true)
	require.NoError(t, err)
	assert.Empty(t, stale, "go run ./internal/docgen brings them up to date")
}

// noCache looks at directories that only the built command depends on, so that go test runs again when they change.
func noCache(t *testing.T, dirs ...string) {
	root, err := moduleRoot()
	require.NoError(t, err)
	for _, dir := range dirs {
		err := filepath.WalkDir(filepath.Join(root, filepath.FromSlash(dir)), func(_ string, _ fs.DirEntry, err error) error { return err })
		require.NoError(t, err)
	}
}

func TestPurpose(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.go")
	for _, test := range []struct{ src, want string }{
		{"// What it is\n// for.\n\npackage a\n", "What it is\nfor."},
		{"// What it is for.\n\n// Package a is all.\npackage a\n", "What it is for."},
		{"//go:build ignore\n\n// Package a is a page.\npackage a\n", ""},
	} {
		require.NoError(t, os.WriteFile(file, []byte(test.src), 0o666))
		got, err := purpose(file)
		require.NoError(t, err)
		assert.Equal(t, test.want, got)
	}
	require.NoError(t, os.WriteFile(file, []byte("// Package a is all.\npackage a\n"), 0o666))
	_, err := purpose(file)
	assert.ErrorContains(t, err, "a.go: the file does not begin with a comment that says what it is for")
}

func TestUpdate(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(text), 0o666))
	}
	write("same", "a\r\nb\n")
	write("other", "a")
	write("gone", "")
	files := map[string][]byte{"same": []byte("a\nb\n"), "other": []byte("b"), "dir/new": []byte("c"), "gone": nil, "never": nil}
	want := []string{"dir/new", "gone", "other"}
	stale, err := update(root, files, true)
	require.NoError(t, err)
	assert.Equal(t, want, stale)
	stale, err = update(root, files, false)
	require.NoError(t, err)
	assert.Equal(t, want, stale, "a dry run changes nothing")
	stale, err = update(root, files, true)
	require.NoError(t, err)
	assert.Empty(t, stale)
	assert.NoFileExists(t, filepath.Join(root, "gone"))
}

func TestFill(t *testing.T) {
	const file = "a\n<!-- generated: x -->\nold\n<!-- end -->\nb\n<!-- generated: y -->\n<!-- end -->\n"
	got, err := fill(file, "x", "new\n")
	require.NoError(t, err)
	assert.Equal(t, "a\n<!-- generated: x -->\nnew\n<!-- end -->\nb\n<!-- generated: y -->\n<!-- end -->\n", got)
	again, err := fill(got, "x", "new\n")
	require.NoError(t, err)
	assert.Equal(t, got, again)

	_, err = fill(file, "z", "new")
	assert.ErrorContains(t, err, "no section <!-- generated: z -->")
	_, err = fill("<!-- generated: x -->\n<!-- generated: y -->\n<!-- end -->\n", "x", "new")
	assert.ErrorContains(t, err, "no <!-- end -->")
}

func TestRulePage(t *testing.T) {
	page, err := rulePage(&engine.Rule{
		Name:    "some",
		Summary: "a | b",
		Default: engine.Error,
		Doc:     "// Package some checks Global\\, that is all.\n//\n// # Reports\n//\n//   - names\npackage some\n",
	})
	require.NoError(t, err)
	assert.Contains(t, page, "# some\n\nReports a \\| b.\n")
	assert.Contains(t, page, "\n| Level | error, where this page names no other |\n")
	assert.NotContains(t, page, "Guideline", "what a rule does not say has no row")
	assert.Contains(t, page, "\n`some` checks Global\\\\, that is all.\n\n## Reports\n\n  - names\n")
	assert.Contains(t, page, "//rdslint:ignore some the reason\n")

	_, err = rulePage(&engine.Rule{Name: "some", Doc: "Some prose."})
	assert.ErrorContains(t, err, "rule some")
}

func TestFlags(t *testing.T) {
	table := flags(`Usage:

    rdslint rules                  list

What:

    -C dir               change
    -rules list          only these, | between;
                         -rules=-x is all but x
    -v                   more

Exit code:

    0   nothing
    -fail-on level       a level

And:

    -help, -version
`)
	assert.Equal(t, "| Flag | |\n|---|---|\n| `-C dir` | change |\n| `-rules list` | only these, \\| between; -rules=-x is all but x |\n| `-v` | more |\n| `-fail-on level` | a level |\n", table)
}
