package linttest

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/internal/engine"
)

// The base fixture, its golden, and the two together: what passes.
const (
	baseFile = `
-- topic/p/p.go --
package p

func bad(s string)  {}
func good(s string) {}

func f() {
	bad("x") // want "warning: bad is called \\(fake\\)"
}
`
	baseGolden = `-- topic/p/p.go.golden --
== Call good ==
package p

func bad(s string)  {}
func good(s string) {}

func f() {
	good("x") // want "warning: bad is called \\(fake\\)"
}
`
	base = baseFile + baseGolden
)

// silent is a rule that reports nothing.
func silent(*source) []*engine.Finding { return nil }

// noFix reports calls of bad and offers nothing.
func noFix(p *source) []*engine.Finding {
	return p.findBad(func(*source, *ast.CallExpr) []engine.Fix { return nil })
}

// TestFailures proves that each thing that can be wrong with a rule, a fixture or a golden fails, and nothing else with
// it. A test case says what is wrong with the base fixture.
func TestFailures(t *testing.T) {
	tests := []struct {
		name    string
		house   fakeHouse
		fixture string   // base if empty
		want    []string // a part of each failure; all failures, in any order
	}{
		{name: "nothing"},

		// Findings and wants.
		{
			name:    "unexpected finding",
			fixture: strings.ReplaceAll(base, ` // want "warning: bad is called \\(fake\\)"`, ""),
			want: []string{
				"p/p.go:7: whole-module: unexpected finding: warning: bad is called (fake)",
				"p/p.go:7: modular: unexpected finding: warning: bad is called (fake)",
			},
		},
		{
			name:    "want without finding",
			house:   fakeHouse{find: silent},
			fixture: baseFile,
			want: []string{
				`p/p.go:7: whole-module: no finding for want "warning: bad is called \\(fake\\)"`,
				`p/p.go:7: modular: no finding for want "warning: bad is called \\(fake\\)"`,
			},
		},
		{
			name:    "want of another level",
			fixture: strings.ReplaceAll(base, "warning:", "note:"),
			want: []string{
				"whole-module: unexpected finding", "whole-module: no finding for",
				"modular: unexpected finding", "modular: no finding for",
			},
		},
		{
			name:    "want:module that is modular too",
			fixture: strings.ReplaceAll(base, "want ", "want:module "),
			want:    []string{"p/p.go:7: modular: unexpected finding"},
		},
		{
			name:    "want:module that is modular instead",
			house:   fakeHouse{find: silent, modular: noFix},
			fixture: strings.ReplaceAll(baseFile, "want ", "want:module "),
			want:    []string{"p/p.go:7: whole-module: no finding for want:module", "p/p.go:7: modular: unexpected finding"},
		},
		{
			name:    "want:module",
			house:   fakeHouse{modular: silent},
			fixture: strings.ReplaceAll(base, "want ", "want:module "),
		},
		{
			name:    "want:package that is whole-module too",
			fixture: strings.ReplaceAll(base, "want ", "want:package "),
			want:    []string{"p/p.go:7: whole-module: unexpected finding"},
		},
		{
			name:    "want:package",
			house:   fakeHouse{find: silent, modular: noFix},
			fixture: strings.ReplaceAll(baseFile, "want ", "want:package "),
		},
		{
			name: "finding twice",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				return append(noFix(p), noFix(p)...)
			}},
			fixture: baseFile,
			want:    []string{"whole-module: unexpected finding", "modular: unexpected finding"},
		},
		{
			name:    "want twice",
			house:   fakeHouse{find: noFix},
			fixture: strings.ReplaceAll(baseFile, `\\(fake\\)"`, `\\(fake\\)" "bad"`),
			want:    []string{`whole-module: no finding for want "bad"`, `modular: no finding for want "bad"`},
		},
		{
			name:    "notes count in both modes",
			house:   fakeHouse{find: bare(func(f *engine.Finding) { f.Level = engine.Note })},
			fixture: baseFile,
			want: []string{
				"whole-module: unexpected finding: note: bad is called (fake)", "whole-module: no finding for",
				"modular: unexpected finding: note: bad is called (fake)", "modular: no finding for",
			},
		},
		{
			name:    "malformed want",
			fixture: base + "-- topic/p/other.go --\npackage p\n\n// want no quotes\n",
			want:    []string{"p/other.go:3: malformed want"},
		},
		{
			name:    "want that is not read",
			fixture: base + "-- topic/p/other_linux.go --\npackage p\n\n// want `x`\n",
			want:    []string{"p/other_linux.go:3: this want is never read"},
		},

		// The form of findings.
		{
			name: "form of findings",
			house: fakeHouse{find: bare(func(f *engine.Finding) {
				f.URL, f.End, f.Message = "", f.Pos, "bad is called (fake)."
			}), modular: noFix},
			fixture: strings.ReplaceAll(baseFile, `\\(fake\\)`, ""),
			want:    []string{"has no URL", "has no end in its file", "the message ends in a full stop"},
		},
		{
			name: "line break and level",
			house: fakeHouse{find: bare(func(f *engine.Finding) {
				f.Message, f.Level = "bad\nis called", 0
			}), modular: silent},
			fixture: strings.ReplaceAll(baseFile, `want "warning: bad is called \\(fake\\)"`, `want:module "."`),
			want:    []string{"has no level", "the message has a line break"},
		},
		{
			name: "finding outside of the topic",
			house: fakeHouse{find: bare(func(f *engine.Finding) {
				f.Pos, f.End = token.NoPos, token.NoPos
			}), modular: noFix},
			fixture: strings.ReplaceAll(baseFile, "want ", "want:package "),
			want:    []string{"stands outside of the topic"},
		},

		// The projection.
		{
			name:  "no end, category or URL",
			house: fakeHouse{project: each(func(d *analysis.Diagnostic) { d.End, d.Category, d.URL = 0, "", "" })},
			want:  []string{"it has no end in its file", `its category is ""`, "it has no URL", "has no diagnostic"},
		},
		{
			name:  "full stop",
			house: fakeHouse{project: each(func(d *analysis.Diagnostic) { d.Message += "." })},
			want:  []string{"the message ends in a full stop"},
		},
		{
			name:  "capital letter",
			house: fakeHouse{project: each(func(d *analysis.Diagnostic) { d.Message = "The " + d.Message })},
			want:  []string{"the message begins with a capital letter", "has no diagnostic", "no finding of level warning or error stands behind it"},
		},
		{
			name:  "line break",
			house: fakeHouse{project: each(func(d *analysis.Diagnostic) { d.Message += "\nmore" })},
			want:  []string{"the message has a line break"},
		},
		{
			name:  "path in the last sentence",
			house: fakeHouse{project: each(func(d *analysis.Diagnostic) { d.Message += ". It is reached from main" })},
		},
		{
			name:  "two fixes",
			house: fakeHouse{project: each(func(d *analysis.Diagnostic) { d.SuggestedFixes = append(d.SuggestedFixes, d.SuggestedFixes[0]) })},
			want:  []string{"it has 2 fixes"},
		},
		{
			name:  "fix left out",
			house: fakeHouse{project: each(func(d *analysis.Diagnostic) { d.SuggestedFixes = nil })},
			want:  []string{"the safe fix of the finding is missing"},
		},
		{
			name: "unsafe fix",
			house: fakeHouse{
				find: altered(func(f *engine.Finding) { f.Fixes[0].Safe = false }),
				project: each(func(d *analysis.Diagnostic) {
					d.SuggestedFixes = []analysis.SuggestedFix{{Message: "Call good", TextEdits: []analysis.TextEdit{{Pos: d.Pos, End: d.Pos + 3, NewText: []byte("good")}}}}
				}),
			},
			want: []string{`its fix "Call good" is not a safe fix`},
		},
		{
			name:  "edit without end",
			house: fakeHouse{project: each(func(d *analysis.Diagnostic) { d.SuggestedFixes[0].TextEdits[0].End = 0 })},
			want:  []string{`its fix "Call good" has an edit without a proper range`},
		},
		{
			name: "fix for another file",
			house: fakeHouse{project: func(p *source, ds []analysis.Diagnostic) []analysis.Diagnostic {
				for _, d := range ds {
					e := &d.SuggestedFixes[0].TextEdits[0]
					e.Pos, e.End = p.files[0].Name.Pos(), p.files[0].Name.End()
				}
				return ds
			}},
			fixture: base + "-- topic/p/a.go --\npackage p\n",
			want:    []string{`its fix "Call good" edits another file: p/a.go`},
		},
		{
			name: "fix for two files",
			house: fakeHouse{project: func(p *source, ds []analysis.Diagnostic) []analysis.Diagnostic {
				for _, d := range ds {
					edits := &d.SuggestedFixes[0].TextEdits
					*edits = append(*edits, analysis.TextEdit{Pos: p.files[0].Name.Pos(), End: p.files[0].Name.End()})
				}
				return ds
			}},
			fixture: base + "-- topic/p/a.go --\npackage p\n",
			want:    []string{`its fix "Call good" has edits in more than one file`},
		},
		{
			name:  "related positions",
			house: fakeHouse{project: each(func(d *analysis.Diagnostic) { d.Related = []analysis.RelatedInformation{{Pos: d.Pos}} })},
			want:  []string{"it has related positions"},
		},
		{
			name:  "no diagnostic",
			house: fakeHouse{project: func(*source, []analysis.Diagnostic) []analysis.Diagnostic { return nil }},
			want:  []string{`p/p.go:7: modular: finding "warning: bad is called (fake)" has no diagnostic`},
		},
		{
			name:  "diagnostic without finding",
			house: fakeHouse{project: func(_ *source, ds []analysis.Diagnostic) []analysis.Diagnostic { return append(ds, ds...) }},
			want:  []string{"no finding of level warning or error stands behind it"},
		},
		{
			name:  "diagnostic of a note",
			house: fakeHouse{find: altered(func(f *engine.Finding) { f.Level = engine.Note }), project: projectNotes},
			fixture: strings.ReplaceAll(base, "warning:",
				"note:"),
			want: []string{"no finding of level warning or error stands behind it"},
		},
		{
			name:  "another rule's finding",
			house: fakeHouse{find: altered(func(f *engine.Finding) { f.Rule = "other" })},
			fixture: strings.ReplaceAll(base, "fake",
				"other"),
			want: []string{`analyzer fake has a finding of rule "other"`, `its category is "other"`},
		},

		// Goldens.
		{
			name:    "section without fix",
			fixture: base + "== Do more ==\npackage p\n",
			want:    []string{`p/p.go.golden:10: no finding offers the fix "Do more"`},
		},
		{
			name:    "golden without fix",
			house:   fakeHouse{find: noFix},
			fixture: base,
			want:    []string{`p/p.go.golden:1: no finding offers the fix "Call good"`},
		},
		{
			name:    "golden without file",
			fixture: base + "-- topic/p/other.go.golden --\n== Call good ==\npackage p\n",
			want:    []string{"p/other.go.golden:1: no file of the program has this golden"},
		},
		{
			name:    "section twice",
			fixture: base + strings.TrimPrefix(baseGolden, "-- topic/p/p.go.golden --\n"),
			want:    []string{`p/p.go.golden:1: a second section "Call good"`},
		},
		{
			name:    "fix without golden",
			fixture: baseFile,
			want:    []string{`p/p.go:7: fix "Call good" has no section in p/p.go.golden (-update writes it)`},
		},
		{
			name: "fix without section",
			house: fakeHouse{find: altered(func(f *engine.Finding) {
				f.Fixes = append(f.Fixes, engine.Fix{Message: "Call good too", Edits: f.Fixes[0].Edits})
			})},
			want: []string{`p/p.go:7: fix "Call good too" has no section in p/p.go.golden`},
		},
		{
			name:    "golden that differs",
			fixture: strings.Replace(base, "\tgood(\"x\")", "\tgood(\"y\")", 1),
			want:    []string{`p/p.go.golden:1: the fix "Call good" makes something else of the file`},
		},
		{
			name:    "golden whose want is gone",
			fixture: strings.Replace(base, `good("x") // want "warning: bad is called \\(fake\\)"`, `good("x")`, 1),
			want:    []string{`p/p.go.golden:1: the fix "Call good" makes something else of the file`},
		},

		// Fixes that are none.
		{
			name: "fix with edits in two files",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				return p.findBad(func(p *source, call *ast.CallExpr) []engine.Fix {
					return fixes("Call good", replace(call.Fun, "good"), replace(p.files[0].Name, "p"))
				})
			}, modular: noFix},
			fixture: baseFile + "-- topic/p/a.go --\npackage p\n",
			want:    []string{`p/p.go:7: fix "Call good" of fake: has edits in more than one file`},
		},
		{
			name: "fix outside of the topic",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				return p.findBad(func(p *source, call *ast.CallExpr) []engine.Fix {
					return fixes("Call good", engine.Edit{Pos: 1, End: 2})
				})
			}, modular: noFix},
			fixture: baseFile + "-- aaa/a.go --\npackage a\n",
			want:    []string{`aaa/a.go, which is not part of the topic`},
		},
		{
			name:    "fix without edits",
			house:   fakeHouse{find: altered(func(f *engine.Finding) { f.Fixes[0].Edits = nil }), modular: noFix},
			fixture: baseFile,
			want:    []string{`fix "Call good" of fake: has no edits`},
		},
		{
			name:    "edit without range",
			house:   fakeHouse{find: altered(func(f *engine.Finding) { f.Fixes[0].Edits[0].End = 0 }), modular: noFix},
			fixture: baseFile,
			want:    []string{`fix "Call good" of fake: has an edit without a proper range`},
		},
		{
			name: "edits that overlap",
			house: fakeHouse{find: altered(func(f *engine.Finding) {
				e := f.Fixes[0].Edits[0]
				f.Fixes[0].Edits = append(f.Fixes[0].Edits, engine.Edit{Pos: e.Pos + 1, End: e.End, New: "x"})
			}), modular: noFix},
			fixture: baseFile,
			want:    []string{`fix "Call good" of fake: has edits that overlap`},
		},
		{
			name: "edit twice",
			house: fakeHouse{find: altered(func(f *engine.Finding) {
				f.Fixes[0].Edits = append(f.Fixes[0].Edits, f.Fixes[0].Edits[0])
			}), modular: noFix},
			fixture: baseFile,
			want:    []string{`fix "Call good" of fake: has the same edit twice`},
		},
		{
			name: "fix twice",
			house: fakeHouse{find: altered(func(f *engine.Finding) {
				f.Fixes = append(f.Fixes, f.Fixes[0])
			}), modular: noFix},
			want: []string{`fix "Call good" of fake: another fix of the finding has this message`},
		},
		{
			name:    "fix without message",
			house:   fakeHouse{find: altered(func(f *engine.Finding) { f.Fixes[0].Message = "" }), modular: noFix},
			fixture: baseFile,
			want:    []string{`fix "" of fake: the message is empty`},
		},
		{
			name:    "fix that changes nothing",
			house:   fakeHouse{find: renaming("bad"), modular: noFix},
			fixture: base,
			want:    []string{`p/p.go:7: fix "Call good": changes nothing`},
		},

		// What fixes do.
		{
			name:    "fix that is not gofmt'ed",
			house:   fakeHouse{find: altered(func(f *engine.Finding) { f.Fixes[0].Edits[0].New = "good " }), modular: noFix},
			fixture: base,
			want:    []string{`p/p.go:7: fix "Call good": the result is not gofmt'ed at its line 7`},
		},
		{
			name:    "fix that is not gofmt'ed, modular",
			house:   fakeHouse{modular: altered(func(f *engine.Finding) { f.Fixes[0].Edits[0].New = "good " })},
			fixture: base,
			want:    []string{`p/p.go:7: modular: fix "Call good": the result is not gofmt'ed at its line 7`},
		},
		{
			name:    "fix that does not parse",
			house:   fakeHouse{find: renaming("good("), modular: noFix},
			fixture: base,
			want:    []string{`p/p.go:7: fix "Call good": the result does not compile for amd64`},
		},
		{
			name:    "fix that does not type-check",
			house:   fakeHouse{find: renaming("better"), modular: noFix},
			fixture: base,
			want:    []string{`p/p.go:7: fix "Call good": the result does not compile for amd64: p.go:7:2: undefined: better`},
		},
		{
			name:    "fix that does not type-check, modular",
			house:   fakeHouse{modular: renaming("better")},
			fixture: base,
			want:    []string{`p/p.go:7: modular: fix "Call good": the result does not compile for amd64`},
		},
		{
			name:    "fix that does not type-check for 386",
			house:   fakeHouse{find: renaming(`good(string(make([]byte, 1<<40))); good`), modular: noFix},
			fixture: base,
			want:    []string{`p/p.go:7: fix "Call good": the result does not compile for 386`},
		},
		{
			name:    "fix that does not type-check for arm64",
			house:   fakeHouse{find: renaming("better"), modular: noFix},
			fixture: base + "-- topic/p/a_amd64.go --\npackage p\n\nfunc better(string) {}\n-- topic/p/a_386.go --\npackage p\n\nfunc better(string) {}\n",
			want:    []string{`p/p.go:7: fix "Call good": the result does not compile for arm64: p.go:7:2: undefined: better`},
		},
		{
			name: "fix that breaks an importer",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				return p.findBad(func(p *source, call *ast.CallExpr) []engine.Fix {
					decl := p.files[0].Decls[0].(*ast.FuncDecl)
					return fixes("Call good", replace(call.Fun, "good"), replace(decl.Name, "exported"))
				})
			}, modular: noFix},
			fixture: strings.ReplaceAll(base, "package p\n", "package p\n\nfunc Exported() {}\n") +
				"-- topic/q/q.go --\npackage q\n\nimport \"m/topic/p\"\n\nvar F = p.Exported\n",
			want: []string{`the result does not compile for amd64: q.go:5:11: undefined: p.Exported`},
		},
		{
			name: "fix that compiles only with another",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				n := 0
				return p.findBad(func(p *source, call *ast.CallExpr) []engine.Fix {
					fix := fixes("Call good", replace(call.Fun, "better"))
					if n++; n == 2 {
						fix[0].Edits = append(fix[0].Edits, replace(p.files[0].Decls[0].(*ast.FuncDecl).Name, "better"))
					}
					return fix
				})
			}, modular: noFix},
			fixture: strings.Replace(baseFile, "package p\n", "package p\n\nfunc unused(string) {}\n", 1) +
				"\nfunc g() {\n\tbad(\"y\") // want \"bad\"\n}\n",
			want: []string{`p/p.go:9: fix "Call good": the result does not compile for amd64: p.go:9:2: undefined: better`, `has no section`},
		},
		{
			name: "place that is still reported",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				return p.findBad(func(_ *source, call *ast.CallExpr) []engine.Fix {
					return fixes("Call good", replace(call.Args[0], `"y"`))
				})
			}, modular: noFix},
			fixture: strings.Replace(base, "\tgood(\"x\")", "\tbad(\"y\")", 1),
			want:    []string{`p/p.go:7: fix "Call good": the result is still reported there: warning: bad is called (fake)`},
		},
		{
			name: "place that another rule reports",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				findings := renaming("worse")(p)
				for _, call := range p.calls("worse") {
					f := p.finding("worse is called", call)
					f.Rule = "other"
					findings = append(findings, f)
				}
				return findings
			}, modular: noFix},
			fixture: strings.Replace(base, "\tgood(\"x\")", "\tworse(\"x\")", 1) +
				"-- topic/p/a.go --\npackage p\n\nfunc worse(string) {}\n",
			want: []string{`p/p.go:7: fix "Call good": the result is still reported there: warning: worse is called (other)`},
		},
		{
			name: "call that is still reported",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				var findings []*engine.Finding
				for _, call := range p.calls("bad") {
					f := p.finding("bad is called", call.Fun)
					if lit, ok := call.Args[0].(*ast.BasicLit); ok {
						f = p.finding("bad is called", lit)
						f.Fixes = fixes("Call good", replace(lit, "name"))
					}
					findings = append(findings, f)
				}
				return findings
			}, modular: noFix},
			fixture: strings.Replace(base, "\tgood(\"x\")", "\tbad(name)", 1) + "-- topic/p/a.go --\npackage p\n\nconst name = \"x\"\n",
			want:    []string{`p/p.go:7: fix "Call good": the same call is still reported: warning: bad is called (fake)`},
		},
		{
			name: "new finding elsewhere",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				findings := renaming("good")(p)
				if len(findings) == 0 {
					findings = append(findings, p.finding("nothing bad here", p.files[0].Name))
				}
				return findings
			}},
			want: []string{`p/p.go:7: fix "Call good": brings a new finding, at line 1 of p/p.go: warning: nothing bad here (fake)`},
		},
		{
			name: "more of the same elsewhere",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				findings := renaming("good")(p)
				if len(findings) == 0 {
					findings = append(findings, p.finding("bad is called", p.files[0].Name))
				}
				return findings
			}},
			want: []string{`p/p.go:7: fix "Call good": brings a new finding, at line 1 of p/p.go: warning: bad is called (fake)`},
		},
		{
			name: "second application",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				findings := renaming("good")(p)
				f := p.finding("the package has a name", p.files[0].Name)
				if len(findings) == 0 {
					f.Fixes = fixes("Call good", replace(p.files[0].Name, "q"))
				}
				return append(findings, f)
			}, modular: noFix},
			fixture: strings.ReplaceAll(base, "package p\n", "package p // want:module \"name\"\n"),
			want:    []string{`p/p.go:7: fix "Call good": a second application changes the file again`},
		},
		{
			name: "safe fixes that only compile alone",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				return p.findBad(func(p *source, call *ast.CallExpr) []engine.Fix {
					arg := call.Args[0].(*ast.SelectorExpr)
					return fixes("Call good with "+arg.Sel.Name, replace(call, `good("x")`))
				})
			}, modular: noFix},
			fixture: `
-- topic/q/q.go --
package q

const A, B = "a", "b"
-- topic/p/p.go --
package p

import "m/topic/q"

func bad(s string)  {}
func good(s string) {}

func f() {
	bad(q.A) // want "bad"
	bad(q.B) // want "bad"
}
-- topic/p/p.go.golden --
== Call good with A ==
package p

import "m/topic/q"

func bad(s string)  {}
func good(s string) {}

func f() {
	good("x") // want "bad"
	bad(q.B)  // want "bad"
}
== Call good with B ==
package p

import "m/topic/q"

func bad(s string)  {}
func good(s string) {}

func f() {
	bad(q.A)  // want "bad"
	good("x") // want "bad"
}
`,
			want: []string{`topic: -fix: the result does not compile for amd64: p.go:3:8: "m/topic/q" imported and not used`},
		},

		// Crashes and broken fixtures.
		{
			name:    "panic",
			house:   fakeHouse{find: func(*source) []*engine.Finding { panic("oops") }},
			fixture: baseFile,
			want:    []string{"topic: whole-module: panic: oops"},
		},
		{
			name:    "analyzer that panics",
			house:   fakeHouse{modular: func(*source) []*engine.Finding { panic("oops") }},
			fixture: strings.ReplaceAll(base, "want ", "want:module "),
			want:    []string{"topic: modular: analyzer fake on package m/topic/p: panic: oops"},
		},
		{
			name: "panic over the result of a fix",
			house: fakeHouse{find: func(p *source) []*engine.Finding {
				if len(p.calls("bad")) == 0 {
					panic("oops")
				}
				return renaming("good")(p)
			}},
			want: []string{`p/p.go:7: fix "Call good": cannot judge the result: panic: oops`},
		},
		{
			name:    "fixture that does not compile",
			fixture: base + "-- topic/p/a.go --\npackage p\n\nvar x int = nothing\n",
			want:    []string{"p/a.go:3: the fixture does not compile: undefined: nothing"},
		},
		{
			name:    "fixture that is broken on purpose",
			fixture: base + "-- topic/p/a.go --\npackage p\n\nvar x int = nothing\n-- topic/p/broken.txt --\nA name is missing.\n",
		},
		{
			name:    "fix that does not type-check in a broken package",
			house:   fakeHouse{find: renaming("better"), modular: noFix},
			fixture: base + "-- topic/p/a.go --\npackage p\n\nvar x int = nothing\n-- topic/p/broken.txt --\nA name is missing.\n",
			want:    []string{`p/p.go:7: fix "Call good": the result does not compile for amd64: p.go:7:2: undefined: better`},
		},
		{
			name:    "broken on purpose, and nobody knows why",
			fixture: base + "-- topic/p/a.go --\npackage p\n\nvar x int = nothing\n-- topic/p/broken.txt --\n",
			want:    []string{"p/broken.txt:1: it does not say why"},
		},
		{
			name:    "not broken at all",
			fixture: base + "-- topic/p/broken.txt --\nA name is missing.\n",
			want:    []string{"p/broken.txt:1: it says that the fixture is broken, which compiles"},
		},
		{
			name:    "fixture that does not parse",
			fixture: base + "-- topic/p/a.go --\npackage p\n\nvar\n",
			want:    []string{"cannot load"},
		},
		{
			name:    "empty topic",
			fixture: "-- topic/x.txt --\n",
			want:    []string{"topic: no Go files"},
		},

		// Topics.
		{
			name:    "another topic is another module",
			fixture: base + "-- other/o.go --\npackage other\n\nfunc bad() {}\nfunc f()   { bad() }\n",
		},
		{
			name:    "import of another topic",
			fixture: base + "-- other/o.go --\npackage other\n-- topic/q/q.go --\npackage q\n\nimport _ \"m/other\"\n",
			want:    []string{"topic: package m/topic/q imports m/other, which belongs to another topic"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fixture := test.fixture
			if fixture == "" {
				fixture = base
			}
			failures := judgeFixture(t, &test.house, fixture)
			left := slices.Clone(failures)
			for _, want := range test.want {
				i := slices.IndexFunc(left, func(f string) bool { return strings.Contains(f, want) })
				if assert.GreaterOrEqual(t, i, 0, "no failure %q in %q", want, failures) {
					left = slices.Delete(left, i, i+1)
				}
			}
			assert.Empty(t, left, "more failures")
		})
	}
}

// altered returns the rule with its findings changed.
func altered(f func(*engine.Finding)) func(*source) []*engine.Finding {
	return func(p *source) []*engine.Finding {
		findings := renaming("good")(p)
		for _, finding := range findings {
			f(finding)
		}
		return findings
	}
}

// bare is altered without fixes.
func bare(f func(*engine.Finding)) func(*source) []*engine.Finding {
	return altered(func(finding *engine.Finding) {
		finding.Fixes = nil
		f(finding)
	})
}

// each returns a projection with its diagnostics changed.
func each(f func(*analysis.Diagnostic)) func(*source, []analysis.Diagnostic) []analysis.Diagnostic {
	return func(_ *source, ds []analysis.Diagnostic) []analysis.Diagnostic {
		for i := range ds {
			f(&ds[i])
		}
		return ds
	}
}

// projectNotes reports what a driver must not see.
func projectNotes(p *source, _ []analysis.Diagnostic) []analysis.Diagnostic {
	var ds []analysis.Diagnostic
	for _, f := range renaming("good")(p) {
		ds = append(ds, diagnostic(p, f))
	}
	return ds
}

// A fix may import what nothing else in the topic imports: then loading has the last word, not the quick check.
func TestFixWithNewImport(t *testing.T) {
	find := func(p *source) []*engine.Finding {
		return p.findBad(func(p *source, call *ast.CallExpr) []engine.Fix {
			name := p.files[0].Name
			return fixes("Call good", replace(call.Fun, "lib.Good"), engine.Edit{Pos: name.End(), End: name.End(), New: "\n\nimport \"m/dep/lib\""})
		})
	}
	const fixture = `
-- dep/lib/lib.go --
package lib

func Good(string) {}
-- topic/p/p.go --
package p

func bad(s string) {}

func f() {
	bad("x") // want "bad"
}
-- topic/p/p.go.golden --
== Call good ==
package p

import "m/dep/lib"

func bad(s string) {}

func f() {
	lib.Good("x") // want "bad"
}
`
	h := &fakeHouse{find: find}
	dir := unpack(t, fixture)
	s := &suite{house: h, dir: dir}
	var r recorder
	s.judge(&r, filepath.Join(dir, "topic"), "./topic/...")
	assert.Empty(t, r.failures)
	assert.Contains(t, h.loads, "386 ./topic/... overlay")

	// And where that does not exist, it is an error.
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "dep")))
	s = &suite{house: h, dir: dir}
	s.judge(&r, filepath.Join(dir, "topic"), "./topic/...")
	require.NotEmpty(t, r.failures)
	assert.Contains(t, r.failures[0], "does not compile for amd64")
}

// Comments below each other move when a literal grows; nobody can ask a fix to know that.
func TestColumnsAreGofmtsBusiness(t *testing.T) {
	fixture := strings.ReplaceAll(base, "(s string)  {}\nfunc good", "(s string)  {} // a comment\nfunc good")
	fixture = strings.ReplaceAll(fixture, `(fake\\)"`+"\n", `(fake\\)"`+"\n\tgood(\"\") // more\n")
	golden := strings.Index(fixture, "== Call good")
	fixture = fixture[:golden] + strings.ReplaceAll(fixture[golden:], `good("") // more`, `good("")  // more`)
	assert.Empty(t, judgeFixture(t, new(fakeHouse), fixture))
}

func TestUpdate(t *testing.T) {
	read := func(t *testing.T, dir string) string {
		data, err := os.ReadFile(filepath.Join(dir, "topic/p/p.go.golden"))
		if os.IsNotExist(err) {
			return ""
		}
		require.NoError(t, err)
		return string(data)
	}
	golden := strings.ReplaceAll(strings.TrimPrefix(baseGolden, "-- topic/p/p.go.golden --\n"), "==", "--")

	t.Run("writes", func(t *testing.T) {
		dir := unpack(t, baseFile)
		assert.Empty(t, judgeDir(t, new(fakeHouse), dir, true))
		assert.Equal(t, golden, read(t, dir))
		assert.Empty(t, judgeDir(t, new(fakeHouse), dir, false))
	})
	t.Run("corrects", func(t *testing.T) {
		dir := unpack(t, strings.Replace(base, "\tgood(", "\tbetter(", 1)+"== Gone ==\npackage p\n")
		assert.Empty(t, judgeDir(t, new(fakeHouse), dir, true))
		assert.Equal(t, golden, read(t, dir))
	})
	t.Run("removes", func(t *testing.T) {
		dir := unpack(t, base)
		assert.Empty(t, judgeDir(t, &fakeHouse{find: noFix}, dir, true))
		assert.Empty(t, read(t, dir))
	})
	t.Run("not a wrong fix", func(t *testing.T) {
		dir := unpack(t, baseFile)
		assert.NotEmpty(t, judgeDir(t, &fakeHouse{find: renaming("better"), modular: noFix}, dir, true))
		assert.Empty(t, read(t, dir))
	})
	t.Run("not over a right one", func(t *testing.T) {
		dir := unpack(t, base)
		assert.NotEmpty(t, judgeDir(t, &fakeHouse{find: renaming("better"), modular: noFix}, dir, true))
		assert.Equal(t, golden, read(t, dir))
	})
}

// A rule has the fixes that it says it has, once all its fixtures have been seen.
func TestOffers(t *testing.T) {
	none := "-- topic/p/p.go --\npackage p\n\nfunc bad(s string) {}\n\nfunc f() {\n\tbad(\"x\") // want \"warning: bad is called \\\\(fake\\\\)\"\n}\n"
	tests := []struct {
		name    string
		house   fakeHouse
		fixture string
		says    string
		topics  int
		want    string // empty if nothing fails
	}{
		{name: "as it says", fixture: base, says: "safe", topics: 1},
		{name: "no fix", house: fakeHouse{find: noFix}, fixture: none, says: "safe", topics: 1, want: `that are "", and the rule says "safe"`},
		{name: "no fix, as it says", house: fakeHouse{find: noFix}, fixture: none, topics: 1, want: `that are "", and the rule says ""`},
		{name: "another kind", fixture: base, says: "unsafe", topics: 1, want: `that are "safe", and the rule says "unsafe"`},
		{name: "one of two kinds", fixture: base, says: "safe, unsafe", topics: 1, want: `that are "safe", and the rule says "safe, unsafe"`},
		{name: "some of the topics", house: fakeHouse{find: noFix}, fixture: none, says: "safe", topics: 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := unpack(t, tt.fixture)
			s := &suite{house: &tt.house, dir: dir}
			var r recorder
			s.judge(&r, filepath.Join(dir, "topic"), "./...")
			require.Empty(t, r.failures)
			s.judgeOffers(&r, &engine.Rule{Name: "fake", Fix: tt.says}, tt.topics)
			if tt.want == "" {
				assert.Empty(t, r.failures)
				return
			}
			require.Len(t, r.failures, 1)
			assert.Contains(t, r.failures[0], tt.want)
		})
	}
}
