package analyzers_test

import (
	"bytes"
	"encoding/gob"
	"flag"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
)

// A driver is given all default analyzers, or one set. It refuses two analyzers that register one fact type.
func TestValidate(t *testing.T) {
	assert.NoError(t, analysis.Validate(analyzers.All()), "the default analyzers together")
	for _, a := range analyzers.All() {
		assert.NoError(t, analysis.Validate([]*analysis.Analyzer{a}), "the default analyzer %s alone", a.Name)
	}
	assert.NoError(t, analysis.Validate(analyzers.New(analyzers.Settings{})), "a set")
	assert.Error(t, analysis.Validate(append(analyzers.New(analyzers.Settings{}), analyzers.New(analyzers.Settings{})...)), "two sets")
}

// cores returns the analyzers with facts that the given ones need.
func cores(list []*analysis.Analyzer) []*analysis.Analyzer {
	var found []*analysis.Analyzer
	seen := map[*analysis.Analyzer]bool{}
	var visit func(a *analysis.Analyzer)
	visit = func(a *analysis.Analyzer) {
		if seen[a] {
			return
		}
		seen[a] = true
		if len(a.FactTypes) > 0 {
			found = append(found, a)
		}
		for _, r := range a.Requires {
			visit(r)
		}
	}
	for _, a := range list {
		visit(a)
	}
	return found
}

// The analyzers of a set share one engine, and sets share none.
func TestInstances(t *testing.T) {
	sets := [][]*analysis.Analyzer{analyzers.All(), analyzers.New(analyzers.Settings{}), analyzers.New(analyzers.Settings{})}
	seen := map[*analysis.Analyzer]bool{}
	for _, set := range sets {
		core := cores(set)
		require.Len(t, core, 1)
		assert.False(t, seen[core[0]], "the engine is another set's")
		seen[core[0]] = true
		for _, a := range set {
			assert.Contains(t, a.Requires, core[0], a.Name)
			assert.False(t, seen[a], "%s is another set's", a.Name)
			seen[a] = true
		}
	}
	assert.Equal(t, rdslint.Engine.Core(), cores(analyzers.All())[0])
}

// The settings are flags of the root analyzer, each set's its own; nothing is registered with the process.
func TestFlags(t *testing.T) {
	var process []string
	flag.VisitAll(func(f *flag.Flag) {
		if !strings.HasPrefix(f.Name, "test.") {
			process = append(process, f.Name)
		}
	})
	assert.Empty(t, process, "importing the analyzers registers flags")

	root := func(set []*analysis.Analyzer) *flag.FlagSet { return &set[0].Flags }
	one, two := root(analyzers.New(analyzers.Settings{})), root(analyzers.New(analyzers.Settings{}))
	require.NoError(t, one.Parse([]string{"-min-level=note", "-unsafe-fixes"}))
	require.NoError(t, two.Parse([]string{"-tests"}))
	get := func(fs *flag.FlagSet, name string) string { return fs.Lookup(name).Value.String() }
	assert.Equal(t, []string{"note", "true", "false"}, []string{get(one, "min-level"), get(one, "unsafe-fixes"), get(one, "tests")})
	assert.Equal(t, []string{"warning", "false", "true"}, []string{get(two, "min-level"), get(two, "unsafe-fixes"), get(two, "tests")})
	shared := root(analyzers.All())
	assert.Equal(t, []string{"warning", "false", "false"}, []string{get(shared, "min-level"), get(shared, "unsafe-fixes"), get(shared, "tests")})

	settings := analyzers.Settings{MinLevel: engine.Error}
	three := root(analyzers.New(settings))
	require.NoError(t, three.Parse([]string{"-min-level=note"}))
	assert.Equal(t, engine.Error, settings.MinLevel, "flags change the caller's settings")

	for _, set := range [][]*analysis.Analyzer{analyzers.All(), analyzers.New(analyzers.Settings{})} {
		for _, a := range set[1:] {
			a.Flags.VisitAll(func(f *flag.Flag) { t.Errorf("rule %s has a flag: %s", a.Name, f.Name) })
		}
	}
}

// A rule says of itself all that the pages and the drivers show, under one name.
func TestRules(t *testing.T) {
	rules := analyzers.Rules()
	var names []string
	for _, r := range rules {
		names = append(names, r.Name)
		assert.Regexp(t, `^[a-z]+$`, r.Name)
		file, err := parser.ParseFile(token.NewFileSet(), "doc.go", r.Doc, parser.PackageClauseOnly|parser.ParseComments)
		if assert.NoError(t, err, r.Name) {
			assert.Equal(t, r.Name, file.Name.Name, "the package of rule %s", r.Name)
			text := file.Doc.Text()
			assert.True(t, strings.HasPrefix(text, "Package "+r.Name+" "), "the page of %s", r.Name)
			for _, heading := range []string{"Example", "Reports", "Stays silent", "Fix", "Limits", "See"} {
				assert.Contains(t, text, "\n# "+heading+"\n", "the page of %s", r.Name)
			}
			assert.Len(t, examples(t, file), 2, "the example of %s: what is wrong, and what is right", r.Name)
		}
		onDisk, err := os.ReadFile(r.Name + "/doc.go")
		assert.NoError(t, err, "the directory of rule %s", r.Name)
		assert.Equal(t, string(onDisk), r.Doc, "the page of %s", r.Name)

		test, err := os.ReadFile(r.Name + "/" + r.Name + "_test.go")
		assert.NoError(t, err, "the test of rule %s", r.Name)
		assert.Contains(t, string(test), `linttest.Run(t, "`+r.Name+`"`, "the fixtures of %s, which show that it has fixes and that no rule reports what they make", r.Name)

		assert.Regexp(t, `^[^A-Z\n].*[^.\n]$`, r.Summary, "the summary of %s: what it reports, without a final stop", r.Name)
		assert.Regexp(t, `^https://learn\.microsoft\.com/windows/win32/`, r.URL, "the guideline of %s", r.Name)
		assert.NotEqual(t, "off", r.Default.String(), "the level of %s", r.Name)
		assert.Regexp(t, `^\d+\.\d+$`, r.Since, "the version that brought %s", r.Name)
		assert.Contains(t, []string{"safe", "unsafe", "safe, unsafe"}, r.Fix, "the fixes of %s", r.Name)
		assert.NotNil(t, r.Run, r.Name)
	}

	for _, set := range [][]*analysis.Analyzer{analyzers.All(), analyzers.New(analyzers.Settings{})} {
		assert.Equal(t, "rdslint", set[0].Name)
		var got []string
		for _, a := range set[1:] {
			got = append(got, a.Name)
			assert.NotEmpty(t, a.Doc, a.Name)
			assert.NotEmpty(t, a.URL, a.Name)
			assert.True(t, a.RunDespiteErrors, a.Name)
			assert.Equal(t, reflect.TypeFor[[]*engine.Finding](), a.ResultType, a.Name)
		}
		assert.Equal(t, names, got, "the analyzers are the rules, in their order")
	}

	// Every directory beside this file is a rule's, but for that of the shared engine.
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	for _, e := range entries {
		if e.IsDir() && e.Name() != "rdslint" {
			assert.Contains(t, names, e.Name(), "a directory without a rule")
		}
	}
}

// examples returns the code of a page's example, each part as the statements that it must be.
func examples(t *testing.T, page *ast.File) (parts []string) {
	in := false
	for _, block := range new(comment.Parser).Parse(page.Doc.Text()).Content {
		switch block := block.(type) {
		case *comment.Heading:
			in = len(block.Text) == 1 && block.Text[0] == comment.Plain("Example")
		case *comment.Code:
			if in {
				_, err := parser.ParseFile(token.NewFileSet(), page.Name.Name, "package p\n\nfunc f() {\n"+block.Text+"}\n", 0)
				assert.NoError(t, err)
				parts = append(parts, block.Text)
			}
		}
	}
	return parts
}

// Drivers of one package at a time hand facts on in their encoding.
func TestFacts(t *testing.T) {
	core := cores(analyzers.All())[0]
	require.Len(t, core.FactTypes, 1)
	fact := reflect.New(reflect.TypeOf(core.FactTypes[0]).Elem()).Interface().(analysis.Fact)
	var buf bytes.Buffer
	gob.Register(fact)
	require.NoError(t, gob.NewEncoder(&buf).Encode(&fact))
	var back analysis.Fact
	require.NoError(t, gob.NewDecoder(&buf).Decode(&back))
	assert.IsType(t, fact, back)
}
