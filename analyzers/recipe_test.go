package analyzers_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A kitchen is a copy of the tree in which a rule is made.
type kitchen struct {
	t   *testing.T
	dir string
}

func (k *kitchen) write(name, text string) {
	k.t.Helper()
	file := filepath.Join(k.dir, filepath.FromSlash(name))
	require.NoError(k.t, os.MkdirAll(filepath.Dir(file), 0o777))
	require.NoError(k.t, os.WriteFile(file, []byte(text), 0o666))
}

// edit replaces what stands once in a file.
func (k *kitchen) edit(name, old, replacement string) {
	k.t.Helper()
	text, err := os.ReadFile(filepath.Join(k.dir, filepath.FromSlash(name)))
	require.NoError(k.t, err)
	require.Equal(k.t, 1, strings.Count(string(text), old), "%s in %s", old, name)
	k.write(name, strings.Replace(string(text), old, replacement, 1))
}

func (k *kitchen) goTest(args ...string) {
	k.t.Helper()
	cmd := exec.CommandContext(k.t.Context(), "go", append([]string{"test"}, args...)...)
	cmd.Dir = k.dir
	cmd.Env = append(os.Environ(), "PWD="+k.dir)
	out, err := cmd.CombinedOutput()
	require.NoError(k.t, err, "%s", out)
}

// TestRecipe makes a rule by the numbered steps of docs/contributing.md.
func TestRecipe(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a copy of the tree: go test without -short runs this")
	}
	k := &kitchen{t, t.TempDir()}
	for _, name := range []string{"go.mod", "go.sum", "analyzers", "internal", "testdata/go.mod", "testdata/go.sum", "testdata/stubs"} {
		copyTree(t, filepath.Join("..", filepath.FromSlash(name)), filepath.Join(k.dir, filepath.FromSlash(name)))
	}
	const rule = "beep"
	steps := []struct {
		says string // what the step begins with
		do   func()
	}{
		{"Choose a name: one lower-case word", func() { assert.NoDirExists(t, filepath.Join(k.dir, "analyzers", rule)) }},
		{"Write `analyzers/<rule>/doc.go`", func() { k.write("analyzers/beep/doc.go", beepPage) }},
		{"Put what the rule asks for into the catalogue", func() {
			const next = `{"name":"BitBlt",`
			k.edit("internal/winapi/data/win32.jsonl", next,
				`{"name":"Beep","dll":"kernel32","is":{"sound":"beep"},"params":2,"doc":"win32/api/utilapiset/nf-utilapiset-beep"}`+"\n"+next)
			k.goTest("./internal/winapi")
		}},
		{"Write the fixtures first", func() { k.write("testdata/beep/session/main.go", beepFixture) }},
		{"Write `analyzers/<rule>/<rule>.go`", func() { k.write("analyzers/beep/beep.go", beepRule) }},
		{"Give it at least one fix", func() { assert.Contains(t, beepRule, "Fix:     \"unsafe\"") }},
		{"Write `analyzers/<rule>/<rule>_test.go`", func() {
			k.write("analyzers/beep/beep_test.go", "package beep_test\n\nimport (\n\t\"testing\"\n\n\t\"github.com/rdslint/rdslint/internal/linttest\"\n)\n\n"+
				"func TestFixtures(t *testing.T) { linttest.Run(t, \"beep\") }\n")
		}},
		{"Add it to `Rules` and `All`", func() {
			k.edit("analyzers/analyzers.go", "import (\n", "import (\n\t\"github.com/rdslint/rdslint/analyzers/beep\"\n")
			k.edit("analyzers/analyzers.go", "&peripheral.Rule,", "&peripheral.Rule, &beep.Rule,")
			k.edit("analyzers/analyzers.go", "peripheral.Analyzer,", "peripheral.Analyzer, beep.Analyzer,")
		}},
		{"Write the goldens", func() {
			k.goTest("./analyzers/beep", "-update")
			golden, err := os.ReadFile(filepath.Join(k.dir, "testdata", "beep", "session", "main.go.golden"))
			require.NoError(t, err)
			assert.NotContains(t, string(golden), "beep.Call")
			k.goTest("./analyzers/beep")
			k.goTest("./analyzers", "-short")
		}},
		{"`go run ./internal/docgen`", func() {}}, // TestFresh, there, says so
	}

	text, err := os.ReadFile(filepath.Join("..", "docs", "contributing.md"))
	require.NoError(t, err)
	_, section, ok := strings.Cut(string(text), "## Adding a rule\n")
	require.True(t, ok)
	section, _, _ = strings.Cut(section, "\n## ")
	items := regexp.MustCompile(`(?m)^\d+\. .*`).FindAllString(section, -1)
	require.Len(t, items, len(steps), "a step of the recipe that nobody walks")
	for i, s := range steps {
		_, item, _ := strings.Cut(items[i], ". ")
		require.True(t, strings.HasPrefix(item, s.says), "step %d: %s", i+1, item)
		s.do()
	}
}

// copyTree copies a file, or a directory with all that is in it.
func copyTree(t *testing.T, from, to string) {
	require.NoError(t, os.MkdirAll(filepath.Dir(to), 0o777))
	err := filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		into := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(into, 0o777)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(into, data, 0o666)
	})
	require.NoError(t, err)
}

const beepPage = `// Package beep checks that a program keeps quiet.
//
// # Example
//
// Everybody hears it:
//
//	beep.Call(750, 300)
//
// Only the user sees it:
//
//	flash(window)
//
// # Reports
//
// Beep, in any code (note).
//
// # Stays silent
//
// On sounds that are played otherwise.
//
// # Fix
//
// The call goes (unsafe: somebody may have waited for it).
//
// # Limits
//
// None.
//
// # See
//
// https://learn.microsoft.com/windows/win32/api/utilapiset/nf-utilapiset-beep
package beep
`

const beepFixture = `// Command session makes a noise.
package main

import (
	"syscall"

	"fyne.io/systray"
)

var beep = syscall.NewLazyDLL("kernel32.dll").NewProc("Beep")

func main() { systray.Run(ready, func() {}) }

func ready() {
	beep.Call(750, 300) // want "note: the machine beeps.* \\(beep\\)"
	systray.SetTitle("quiet")
}
`

const beepRule = `package beep

import (
	_ "embed"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/fix"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "beep",
	Doc:     doc,
	Summary: "noise",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/graphic-effects",
	Default: engine.Note,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.Sound) {
		if kind, _ := s.Kind(winapi.Sound); kind != "beep" || s.Pending() {
			continue
		}
		r := engine.Report{Level: engine.Note, Site: s, Message: "the machine beeps, and another user sits at it; keep quiet"}
		if stmt := s.Alone(); stmt != nil {
			if f := fix.At(s.Pkg(), stmt.Pos()); f != nil {
				f.Delete(stmt)
				if edits := f.Edits(); edits != nil {
					r.Fixes = []engine.Fix{{Message: "Keep quiet", Edits: edits}}
				}
			}
		}
		pass.Report(r)
	}
}
`
