package output_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/output"
)

var update = flag.Bool("update", false, "write the golden files")

const source = `package agent

//line elsewhere.y:1000
func lock() {
	createMutex("agent")
	createMutex( /* again */ "agent")
	createMutex("Local/agent")
}

func other() { createMutex("agent") }
`

// A module is a small program under test: one file, parsed as the driver would.
type module struct {
	dir  string
	file string
	fset *token.FileSet
	lits []*ast.BasicLit // the names, in order
	src  string
}

func load(t *testing.T, src string) *module {
	t.Helper()
	return loadFile(t, "agent/agent.go", src)
}

func loadFile(t *testing.T, name, src string) *module {
	t.Helper()
	m := &module{dir: filepath.Join(t.TempDir(), "m"), fset: token.NewFileSet(), src: src}
	m.file = filepath.Join(m.dir, filepath.FromSlash(name))
	file, err := parser.ParseFile(m.fset, m.file, src, parser.ParseComments)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			m.lits = append(m.lits, lit)
		}
		return true
	})
	return m
}

func (m *module) read(file string) ([]byte, error) {
	if file != m.file {
		return nil, os.ErrNotExist
	}
	return []byte(m.src), nil
}

func (m *module) finding(i int, level engine.Level, fn string) *engine.Finding {
	lit := m.lits[i]
	return &engine.Finding{
		Rule:    "objectname",
		Level:   level,
		Message: "the mutex " + lit.Value + " is created without a prefix",
		URL:     "https://example.com/objectname",
		Package: "example.com/m/agent",
		Func:    fn,
		Pos:     lit.Pos(),
		End:     lit.End(),
	}
}

func (m *module) input(findings ...*engine.Finding) output.Input {
	return output.Input{Fset: m.fset, Findings: findings, Packages: 3, Dir: m.dir, Read: m.read}
}

// report is one of everything.
func report(t *testing.T) *output.Report {
	m := load(t, source)
	first := m.finding(0, engine.Warning, "agent.lock")
	first.Contexts = []string{"service", "session"}
	first.Path = []engine.Step{
		{Pos: m.lits[1].Pos(), Message: "svc.Run starts the handler"},
		{Where: token.Position{Filename: "elsewhere.go", Line: 7, Column: 2}, Message: "it calls \x1b[31mlock"},
		{Message: "example.com/dep waits for it"},
	}
	insert := m.lits[0].Pos() + 1
	first.Fixes = []engine.Fix{
		{Message: `Add the prefix Global\`, Safe: true, Edits: []engine.Edit{{Pos: insert, End: insert, New: `Global\\`}}},
		{Message: `Add the prefix Local\`, Edits: []engine.Edit{{Pos: insert, New: `Local\\`}}},
	}
	bad := m.finding(2, engine.Error, "agent.lock")
	bad.Message = "two\nlines, a \u202eturn and \xff"
	in := m.input(m.finding(3, engine.Note, "agent.other"), bad, m.finding(1, engine.Warning, "agent.lock"), first)
	in.PartlyTyped = 1
	in.Problems = []output.Problem{
		{Kind: "type", Package: "example.com/m/agent", File: m.file, Line: 5, Message: "undefined: createMutex"},
	}
	return output.New(in)
}

func TestText(t *testing.T) {
	for name, opts := range map[string]output.TextOptions{
		"plain":   {Fixes: true},
		"color":   {Color: true, Fixes: true},
		"nofix":   {},
		"nothing": {},
	} {
		t.Run(name, func(t *testing.T) {
			r := report(t)
			if name == "nothing" {
				r = output.New(output.Input{Packages: 1})
			}
			var buf bytes.Buffer
			require.NoError(t, r.Text(&buf, opts))
			golden(t, "text-"+name+".golden", buf.Bytes())
		})
	}
}

func TestJSON(t *testing.T) {
	var buf bytes.Buffer
	require.NoError(t, report(t).JSON(&buf))
	golden(t, "report.json", buf.Bytes())

	t.Run("empty", func(t *testing.T) {
		var buf bytes.Buffer
		require.NoError(t, output.New(output.Input{}).JSON(&buf))
		golden(t, "empty.json", buf.Bytes())
	})
}

func TestOffsetsAreThoseOfTheFile(t *testing.T) {
	r := report(t)
	edit := r.Findings[0].Fixes[0].Edits[0]
	fixed := source[:edit.Start] + edit.New + source[edit.End:]
	assert.Contains(t, fixed, `createMutex("Global\\agent")`)
	assert.Equal(t, edit.Start, r.Findings[0].Fixes[1].Edits[0].End, "an edit without an end inserts")
}

func TestMinLevel(t *testing.T) {
	m := load(t, source)
	in := m.input(m.finding(0, engine.Note, "agent.lock"), m.finding(1, engine.Warning, "agent.lock"))
	all := output.New(in)
	in.MinLevel = engine.Warning
	some := output.New(in)

	require.Len(t, some.Findings, 1)
	assert.Equal(t, 1, some.Hidden)
	assert.Zero(t, some.Summary.Note)
	assert.Equal(t, all.Findings[1].Fingerprint, some.Findings[0].Fingerprint, "what is hidden counts")
	assert.Equal(t, 2, all.AtLeast(engine.Note))
	assert.Equal(t, 1, all.AtLeast(engine.Warning))
	assert.Zero(t, all.AtLeast(engine.Error))
}

func TestFingerprint(t *testing.T) {
	prints := func(src string) []string {
		m := load(t, src)
		r := output.New(m.input(
			m.finding(0, engine.Warning, "agent.lock"),
			m.finding(1, engine.Warning, "agent.lock"),
			m.finding(2, engine.Warning, "agent.lock"),
			m.finding(3, engine.Warning, "agent.other"),
		))
		var out []string
		for _, f := range r.Findings {
			out = append(out, f.Fingerprint)
		}
		return out
	}
	before := prints(source)
	assert.Len(t, before[0], 32)
	seen := make(map[string]bool)
	for _, p := range before {
		assert.False(t, seen[p], "each finding has its own")
		seen[p] = true
	}

	moved := strings.Replace(source, "func lock() {\n", "// New lines.\n\nfunc lock() {\n\n", 1)
	assert.Equal(t, before, prints(moved), "code above it moves a finding")
	assert.Equal(t, before, prints(strings.ReplaceAll(source, "\n", "\r\n")), "so do line endings")

	changed := prints(strings.Replace(source, `"Local/agent"`, `"Local/x"`, 1))
	assert.NotEqual(t, before[2], changed[2])
	changed[2] = before[2]
	assert.Equal(t, before, changed)
}

func TestFingerprintIgnoresSpaceAndComments(t *testing.T) {
	print := func(expr string) string {
		src := "package p\n\nvar x = " + expr + "\n"
		m := load(t, src)
		f := m.finding(0, engine.Warning, "")
		f.End = m.lits[len(m.lits)-1].End()
		return output.New(m.input(f)).Findings[0].Fingerprint
	}
	assert.Equal(t, print(`"a"+"b"`), print("\"a\" + // then\n\t\"b\""))
	assert.NotEqual(t, print(`"a"+"b"`), print(`"ab"`))
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"":                   "",
		"grün, 中":            "grün, 中",
		"\x1b]0;title\a":     `\x1b]0;title\a`,
		"a\r\nb\tc":          `a\r\nb\tc`,
		"\u009b1m":           `\u009b1m`,
		"\u202egnp.exe":      `\u202egnp.exe`,
		"bad \xff\xfe bytes": `bad \xff\xfe bytes`,
	} {
		assert.Equal(t, want, output.Plain(in))
	}
}

func TestDiff(t *testing.T) {
	diff := []byte("--- a/m.go\n+++ b/m.go\n@@ -1 +1 @@\n-\tx \x1b[31m\r\n+\ty\r\n z\n")
	var buf bytes.Buffer
	require.NoError(t, output.Diff(&buf, diff, false))
	assert.Equal(t, "--- a/m.go\n+++ b/m.go\n@@ -1 +1 @@\n-        x \\x1b[31m\n+        y\n z\n", buf.String())
	buf.Reset()
	require.NoError(t, output.Diff(&buf, diff, true))
	assert.Contains(t, buf.String(), "\x1b[32m+        y\x1b[0m\n z\n")
}

func TestNotices(t *testing.T) {
	r := output.New(output.Input{Problems: []output.Problem{
		{Kind: "type", Package: "m/a", File: "a/a.go", Line: 3, Message: "undefined: x"},
		{Kind: "type", Package: "m/a", File: "a/a.go", Line: 4, Message: "undefined: y"},
		{Kind: "missing", Package: "example.com/gone/p", File: "b/b.go", Line: 1, Message: "example.com/gone@v1.0.0 is not there"},
		{Kind: "missing", Package: "example.com/gone/q", File: "c/c.go", Line: 1, Message: "example.com/gone@v1.0.0 is not there"},
		{Kind: "type", Package: "m/b", File: "b/b.go", Line: 1, Message: "could not import example.com/gone/p (not there)"},
		{Kind: "panic", Package: "m/c", Message: "objectname fails"},
		{Kind: "list", Message: "strange\x1b"},
	}})
	assert.Equal(t, []string{
		`strange\x1b`,
		"m/c: objectname fails",
		"m/a does not type-check (a/a.go:3: undefined: x and 1 more): only what is certain in it is reported",
		"example.com/gone/p and 1 more cannot be loaded (b/b.go:1: example.com/gone@v1.0.0 is not there): what uses it is judged only in part",
	}, r.Notices(false))
	assert.Equal(t, []string{
		`strange\x1b`,
		"m/c: objectname fails",
		"a/a.go:3: undefined: x",
		"a/a.go:4: undefined: y",
		"b/b.go:1: example.com/gone/p: example.com/gone@v1.0.0 is not there",
		"b/b.go:1: could not import example.com/gone/p (not there)",
		"c/c.go:1: example.com/gone/q: example.com/gone@v1.0.0 is not there",
	}, r.Notices(true))

	var many []output.Problem
	for _, c := range "abcdefghijkl" {
		many = append(many, output.Problem{Kind: "type", Package: string(c), Message: "undefined"})
	}
	lines := output.New(output.Input{Problems: many}).Notices(false)
	require.Len(t, lines, 11)
	assert.Contains(t, lines[10], "2 more problems")
}

// golden compares with a file of testdata. The temporary directory never shows: files are relative to it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, got, 0o666))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
	if filepath.Ext(name) == ".json" {
		assert.True(t, json.Valid(got))
	}
}
