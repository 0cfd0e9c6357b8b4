package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/output"
)

// A fake stands for the loader and the rules. Its one rule reports string literals: "bad" is an error, "note" a note,
// "two" offers a safe fix that meets that of its neighbour, "break" one whose result does not type-check.
type fake struct {
	t    *testing.T
	file string
	// What the driver was asked for.
	config  driver.Config
	options driver.Options

	loadErr error
	empty   bool
	crash   bool
}

func (f *fake) load(_ context.Context, cfg driver.Config) (*driver.Program, error) {
	f.config = cfg
	if f.crash {
		panic("the loader crashes")
	}
	if f.loadErr != nil {
		return nil, f.loadErr
	}
	prog := &driver.Program{Fset: token.NewFileSet(), Overlay: cfg.Overlay}
	if f.empty {
		return prog, nil
	}
	src, ok := cfg.Overlay[f.file]
	if !ok {
		var err error
		src, err = os.ReadFile(f.file)
		require.NoError(f.t, err)
	}
	file, err := parser.ParseFile(prog.Fset, f.file, src, parser.ParseComments)
	require.NoError(f.t, err)
	pkg := &driver.Package{
		Path: "example.com/m", ModulePath: "example.com/m", Dir: filepath.Dir(f.file),
		Matched: true, Files: []*ast.File{file},
	}
	conf := types.Config{Error: func(err error) { pkg.TypeErrors = append(pkg.TypeErrors, err.(types.Error)) }}
	conf.Check(pkg.Path, prog.Fset, pkg.Files, nil)
	prog.Packages = []*driver.Package{pkg}
	for _, err := range pkg.TypeErrors {
		pos := prog.Fset.Position(err.Pos)
		prog.Problems = append(prog.Problems, driver.Problem{
			Kind: "type", Package: pkg.Path, File: pos.Filename, Line: pos.Line, Message: err.Msg,
		})
	}
	return prog, nil
}

func (f *fake) run(_ context.Context, prog *driver.Program, opts driver.Options) (*driver.Result, error) {
	f.options = opts
	res := &driver.Result{Problems: prog.Problems, Packages: len(prog.Packages)}
	ast.Inspect(prog.Packages[0].Files[0], func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok {
			return true
		}
		fnd := &engine.Finding{
			Rule: "literal", Level: engine.Warning, Message: "the text is " + lit.Value, Package: "example.com/m",
			Pos: lit.Pos(), End: lit.End(),
		}
		replace := func(safe bool, text string, end token.Pos) engine.Fix {
			return engine.Fix{Message: "Write " + text, Safe: safe, Edits: []engine.Edit{{Pos: lit.Pos(), End: end, New: text}}}
		}
		switch lit.Value {
		case `"bad"`:
			fnd.Level = engine.Error
			fnd.Fixes = []engine.Fix{replace(true, `"good"`, lit.End())}
		case `"risky"`:
			fnd.Fixes = []engine.Fix{replace(false, `"good"`, lit.End())}
		case `"note"`:
			fnd.Level = engine.Note
			fnd.Fixes = []engine.Fix{replace(true, `"good"`, lit.End())}
		case `"two"`:
			// It takes the operator after it along, and so meets the fix of a "two" that follows at once.
			fnd.Fixes = []engine.Fix{replace(true, `"good" + `, lit.End()+3)}
			fnd.Fixes[0].Edits[0].Pos -= 2
			fnd.Fixes[0].Edits[0].New = "+ " + fnd.Fixes[0].Edits[0].New
		case `"break"`:
			fnd.Fixes = []engine.Fix{replace(true, `undefined`, lit.End())}
		default:
			return true
		}
		res.Findings = append(res.Findings, fnd)
		return true
	})
	return res, nil
}

// An outcome is what a user sees of an invocation.
type outcome struct {
	code           int
	stdout, stderr string
}

func newFake(t *testing.T, src string) *fake {
	dir := t.TempDir()
	f := &fake{t: t, file: filepath.Join(dir, "m.go")}
	require.NoError(t, os.WriteFile(f.file, []byte(src), 0o666))
	return f
}

func (f *fake) content() string {
	src, err := os.ReadFile(f.file)
	require.NoError(f.t, err)
	return string(src)
}

func (f *fake) invoke(args ...string) outcome {
	f.t.Helper()
	if len(args) == 0 || !strings.HasPrefix(args[0], "-C") {
		args = append([]string{"-C", filepath.Dir(f.file)}, args...)
	}
	return f.main(args...)
}

func (f *fake) main(args ...string) outcome { return f.mainContext(context.Background(), args...) }

func (f *fake) mainContext(ctx context.Context, args ...string) outcome {
	var stdout, stderr bytes.Buffer
	c := command{
		stdout: &stdout, stderr: &stderr,
		env:      []string{"NO_COLOR=", "TERM=xterm", cacheVariable + "=off"},
		terminal: func(io.Writer) bool { return false },
		rules: []*engine.Rule{
			{Name: "literal", Doc: "// Package literal tells.\n//\n// # Reports\n//\n// Literals that are bad.\npackage literal\n", Summary: "bad literals", Default: engine.Warning, Fix: "safe"},
			{Name: "object", Summary: "bad objects", Default: engine.Error, Since: "v0.1.0"},
		},
		load: f.load,
		run:  f.run,
	}
	code := c.main(ctx, args)
	return outcome{code, stdout.String(), stderr.String()}
}

const messy = "package m\n\nvar a, b, c = \"bad\", \"risky\", \"note\"\n"

func TestText(t *testing.T) {
	f := newFake(t, messy)
	out := f.invoke("./...")
	assert.Equal(t, exitFindings, out.code)
	assert.Empty(t, out.stderr)
	assert.Equal(t, `m.go:3:15: error: the text is "bad" (literal)
    fix: Write "good"
m.go:3:22: warning: the text is "risky" (literal)
    unsafe fix: Write "good"
2 findings (1 error, 1 warning) in 1 package; -fix corrects 1, with -unsafe-fixes 2; -min-level note shows 1 more
`, out.stdout)

	assert.Equal(t, []string{"./..."}, f.config.Patterns)
	assert.Equal(t, filepath.Dir(f.file), f.config.Dir)
	assert.Empty(t, f.config.GOOS, "the loader's default is windows")
	assert.Equal(t, driver.Options{}, f.options)
}

func TestLevels(t *testing.T) {
	f := newFake(t, messy)
	for args, want := range map[string]struct{ code, findings int }{
		"":                                    {exitFindings, 2},
		"-fail-on error":                      {exitFindings, 2},
		"-fail-on never":                      {exitClean, 2},
		"-min-level note":                     {exitFindings, 3},
		"-min-level error":                    {exitFindings, 1},
		"-fail-on note":                       {exitFindings, 3},
		"-fail-on=never -min-level=note":      {exitClean, 3},
		"-fail-on=note -min-level=warning -v": {exitFindings, 2},
	} {
		out := f.invoke(append(strings.Fields(args), "-format=json")...)
		var r output.Report
		require.NoError(t, json.Unmarshal([]byte(out.stdout), &r), args)
		assert.Equal(t, want.code, out.code, args)
		assert.Len(t, r.Findings, want.findings, args)
	}

	f = newFake(t, "package m\n\nvar c = \"note\"\n")
	assert.Equal(t, exitClean, f.invoke().code)
	assert.Equal(t, exitFindings, f.invoke("-fail-on", "note").code)
}

func TestFlagsReachTheDriver(t *testing.T) {
	f := newFake(t, messy)
	f.invoke("-rules", "-object", "-tests", "-generated", "-tags", "a,b", "./x", "./y")
	assert.Equal(t, driver.Options{Rules: []string{"literal"}, Settings: engine.Settings{Tests: true, Generated: true}}, f.options)
	assert.True(t, f.config.Tests)
	assert.Equal(t, "a,b", f.config.Tags)
	assert.Equal(t, []string{"./x", "./y"}, f.config.Patterns)
	assert.Contains(t, f.config.Env, "PWD="+filepath.Dir(f.file))

	assert.Equal(t, "auto", f.config.Loader)

	f.invoke("-loader", "packages", "-debug.nocgo")
	assert.Equal(t, "packages", f.config.Loader)
	assert.True(t, f.config.NoCgo)

	f.invoke("-rules=object, literal")
	assert.Equal(t, []string{"literal", "object"}, f.options.Rules, "in the order of the rules")
}

func TestErrors(t *testing.T) {
	for args, want := range map[string]string{
		"-loader quick":           `unknown -loader "quick": use auto, golist, resolver or packages`,
		"-format xml":             `unknown format "xml": use text, json, sarif, github, gitlab, checkstyle or junit`,
		"-color blue":             `unknown -color "blue": use auto, always or never`,
		"-min-level bad":          `unknown level "bad" for -min-level: use note, warning or error`,
		"-fail-on bad":            `unknown level "bad" for -fail-on: use note, warning, error or never`,
		"-fxi":                    `unknown flag -fxi: did you mean -fix? rdslint help describes the flags`,
		"-zzzzzzz":                `unknown flag -zzzzzzz: rdslint help describes the flags`,
		"-rules":                  `flag needs an argument: -rules: rdslint help describes the flags`,
		"-fix=perhaps":            `invalid boolean value "perhaps" for -fix: parse error: rdslint help describes the flags`,
		"-rules litteral":         `unknown rule "litteral": did you mean literal? rdslint rules lists all`,
		"-rules something":        `unknown rule "something": rdslint rules lists all`,
		"-rules literal,":         `unknown rule "": rdslint rules lists all`,
		"-rules -literal,-objec":  `unknown rule "objec": did you mean object? rdslint rules lists all`,
		"-rules literal,-literal": `-rules literal,-literal leaves no rule: name one without a minus sign`,
		"-unsafe-fixes":           `-unsafe-fixes does nothing alone: add -fix, or -diff to look first`,
		"./... -fix":              `-fix stands after the packages: put it before them`,
		"-C nowhere":              `-C nowhere: there is no such directory`,
		"explain":                 `explain takes one rule: rdslint rules lists all`,
		"explain objekt":          `unknown rule "objekt": did you mean object? rdslint rules lists all`,
		"help nothing":            `unknown rule "nothing": rdslint rules lists all`,
		"rules literal":           `rules takes no arguments: rdslint explain literal describes a rule`,
	} {
		t.Run(args, func(t *testing.T) {
			f := newFake(t, messy)
			out := f.main(strings.Fields(args)...)
			assert.Equal(t, outcome{exitFailure, "", "rdslint: " + want + "\n"}, out)
			if strings.HasPrefix(args, "-") && !strings.HasPrefix(args, "-format") && args != "-rules" {
				out = f.main(append(strings.Fields(args), "-format", "json")...)
				assertFailure(t, out, "usage", want)
			}
		})
	}
}

// assertFailure wants an error in the JSON form, and in one line on standard error.
func assertFailure(t *testing.T, out outcome, kind, message string) {
	t.Helper()
	assert.Equal(t, exitFailure, out.code)
	assert.Equal(t, "rdslint: "+message+"\n", out.stderr)
	assert.Contains(t, out.stdout, `"findings": []`)
	var r output.Report
	require.NoError(t, json.Unmarshal([]byte(out.stdout), &r))
	assert.Equal(t, []output.Problem{{Kind: kind, Message: message}}, r.Errors)
}

func TestLoadErrors(t *testing.T) {
	f := newFake(t, messy)
	f.loadErr = errors.New("there is no go.mod: make one")
	assert.Equal(t, outcome{exitFailure, "", "rdslint: there is no go.mod: make one\n"}, f.invoke())
	assertFailure(t, f.invoke("-format=json"), "load", "there is no go.mod: make one")

	f.loadErr = errors.New("two\n\tlines \x1b[31m")
	assert.Equal(t, "rdslint: two lines \\x1b[31m\n", f.invoke().stderr)

	f = newFake(t, messy)
	f.empty = true
	assert.Equal(t, outcome{exitFailure, "", "rdslint: no packages match ./x/...: ./... names all packages of the module\n"}, f.invoke("./x/..."))
	assert.Equal(t, "rdslint: no packages match ./...: there is no Go code for Windows here\n", f.invoke("./...").stderr)
	assertFailure(t, f.invoke("-format", "json", "./x"), "load", "no packages match ./x: ./... names all packages of the module")
}

func TestPanicsAreErrors(t *testing.T) {
	f := newFake(t, messy)
	f.crash = true
	out := f.main("-format", "json", "./...")
	assert.Equal(t, exitFailure, out.code)
	assert.Contains(t, out.stderr, "rdslint: internal error: the loader crashes: please report it")
	assert.Contains(t, out.stderr, "goroutine ")
	var r output.Report
	require.NoError(t, json.Unmarshal([]byte(out.stdout), &r))
	require.Len(t, r.Errors, 1)
	assert.Equal(t, "panic", r.Errors[0].Kind)
}

func TestInterrupt(t *testing.T) {
	f := newFake(t, messy)
	f.loadErr = context.Canceled
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	assert.Equal(t, outcome{exitFailure, "", "rdslint: interrupted\n"}, f.mainContext(ctx))
}

func TestTypeErrorsDoNotDecide(t *testing.T) {
	f := newFake(t, "package m\n\nvar a int = missing\n")
	out := f.invoke()
	assert.Equal(t, exitClean, out.code)
	assert.Equal(t, "rdslint: example.com/m does not type-check (m.go:3: undefined: missing): only what is certain in it is reported\n", out.stderr)

	out = f.invoke("-format", "json")
	assert.Empty(t, out.stderr)
	var r output.Report
	require.NoError(t, json.Unmarshal([]byte(out.stdout), &r))
	assert.Equal(t, []output.Problem{{Kind: "type", Package: "example.com/m", File: "m.go", Line: 3, Message: "undefined: missing"}}, r.Errors)
}

func TestFix(t *testing.T) {
	f := newFake(t, messy)
	out := f.invoke("-fix")
	assert.Equal(t, exitFindings, out.code, "the risky one remains")
	assert.Equal(t, strings.Replace(messy, "bad", "good", 1), f.content())
	assert.Equal(t, "rdslint: 1 finding corrected in 1 file\n", out.stderr)
	assert.Contains(t, out.stdout, "m.go:3:23: warning", "places are those of the new file")
	assert.NotContains(t, out.stdout, `"bad"`)

	again := f.invoke("-fix")
	assert.Empty(t, again.stderr, "a second run changes nothing")
	assert.Equal(t, out.stdout, again.stdout)

	out = f.invoke("-fix", "-unsafe-fixes", "-min-level=note")
	assert.Equal(t, "package m\n\nvar a, b, c = \"good\", \"good\", \"good\"\n", f.content())
	assert.Equal(t, exitClean, out.code)
}

func TestDiff(t *testing.T) {
	f := newFake(t, messy)
	out := f.invoke("-diff")
	assert.Equal(t, exitFindings, out.code)
	assert.Equal(t, messy, f.content())
	assert.Equal(t, `diff a/m.go b/m.go
--- a/m.go
+++ b/m.go
@@ -1,3 +1,3 @@
 package m
 
-var a, b, c = "bad", "risky", "note"
+var a, b, c = "good", "risky", "note"
`, out.stdout)
	assert.Contains(t, out.stderr, "rdslint: 2 findings (1 error, 1 warning)")
	assert.Equal(t, out, f.invoke("-diff", "-fix"), "-diff holds -fix back")
	assert.Contains(t, f.invoke("-diff", "-unsafe-fixes").stdout, `+var a, b, c = "good", "good", "note"`)
}

func TestFixesThatMeet(t *testing.T) {
	f := newFake(t, "package m\n\nvar a = \"\" + \"two\" + \"two\" + \"\"\n")
	f.invoke("-fix")
	assert.Equal(t, "package m\n\nvar a = \"\" + \"good\" + \"good\" + \"\"\n", f.content(), "the later one has its turn in the same run")
}

func TestFixesThatBreak(t *testing.T) {
	const src = "package m\n\nvar a, b = \"bad\", \"break\"\n"
	f := newFake(t, src)
	out := f.invoke("-fix")
	assert.Equal(t, src, f.content())
	assert.Equal(t, exitFindings, out.code)
	assert.Contains(t, out.stderr, "m.go: its fixes are withheld, the result would not compile")
}

func TestFixReadOnly(t *testing.T) {
	f := newFake(t, messy)
	require.NoError(t, os.Chmod(f.file, 0o444))
	out := f.invoke("-fix")
	assert.Equal(t, exitFailure, out.code)
	assert.Contains(t, out.stderr, "m.go is read-only: make it writable to have it fixed")
	assert.Equal(t, messy, f.content())
}

func TestExplain(t *testing.T) {
	f := newFake(t, messy)
	want := outcome{exitClean, `literal: bad literals

    level    warning
    fix      safe

Package literal tells.

# Reports

Literals that are bad.
`, ""}
	assert.Equal(t, want, f.main("explain", "literal"))
	assert.Equal(t, want, f.main("help", "literal"))
	assert.Equal(t, outcome{exitClean, "RULE     LEVEL    FIX   SUMMARY\nliteral  warning  safe  bad literals\nobject   error          bad objects\n", ""}, f.main("rules"))
}

func TestHelpNamesEveryFlag(t *testing.T) {
	f := newFake(t, messy)
	help := f.main("help")
	assert.Equal(t, exitClean, help.code)
	assert.Equal(t, help, f.main("-help"))
	assert.Equal(t, help, f.main("-h"))
	new(settings).flags().VisitAll(func(fl *flag.Flag) {
		if !strings.HasPrefix(fl.Name, "debug.") {
			assert.Contains(t, help.stdout, "-"+fl.Name)
		}
	})
	for line := range strings.Lines(help.stdout) {
		assert.LessOrEqual(t, len(line), 81, line)
	}
	assert.Regexp(t, `^rdslint \S+ \(go.*\)\n$`, f.main("-version").stdout)
}

func TestColor(t *testing.T) {
	for _, tt := range []struct {
		flag, noColor, term string
		terminal, want      bool
	}{
		{"auto", "", "xterm", true, true},
		{"auto", "", "xterm", false, false},
		{"auto", "1", "xterm", true, false},
		{"auto", "", "dumb", true, false},
		{"always", "1", "dumb", false, true},
		{"never", "", "xterm", true, false},
	} {
		l := lintRun{
			command:  &command{env: []string{"NO_COLOR=" + tt.noColor, "TERM=" + tt.term}, terminal: func(io.Writer) bool { return tt.terminal }},
			settings: &settings{color: tt.flag},
		}
		assert.Equal(t, tt.want, l.colored(), "%+v", tt)
	}
}

func TestVets(t *testing.T) {
	for args, want := range map[string]bool{
		"-V=full":               true,
		"-flags":                true,
		"-min-level=note a.cfg": true,
		"./...":                 false,
		"-version":              false,
		"":                      false,
	} {
		assert.Equal(t, want, vets(strings.Fields(args)), args)
	}
}
