package linttest

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseWants(t *testing.T) {
	tests := []struct {
		comment string
		want    []string
		err     string
	}{
		{comment: `// want "a"`, want: []string{`want "a"`}},
		{comment: `//want "a"`, want: []string{`want "a"`}},
		{comment: "// want `a\\.b` \"c\"", want: []string{"want `a\\.b`", `want "c"`}},
		{comment: `// want:module "a" "b" want:package "c" want "d"`, want: []string{`want:module "a"`, `want:module "b"`, `want:package "c"`, `want "d"`}},
		{comment: `// want:module "a" // want:package "b"`, want: []string{`want:module "a"`, `want:package "b"`}},
		{comment: `//rdslint:ignore objectname agreed // want "a"`, want: []string{`want "a"`}},
		{comment: `/* want "a" */`, want: []string{`want "a"`}},
		{comment: `// "a" is wanted`},
		{comment: `// wanted: "a"`},
		{comment: `// they want "a"`},

		{comment: `// want a`, err: "expected a quoted regular expression"},
		{comment: `// want to go home`, err: "expected a quoted regular expression"},
		{comment: `// want`, err: "expected a quoted regular expression"},
		{comment: `// want: "a"`, err: `no mode ""`},
		{comment: `// want:modul "a"`, err: `no mode "modul"`},
		{comment: `// want:module"a" b`, err: "expected want, want:module or want:package"},
		{comment: `// want "a" and "b"`, err: "expected want, want:module or want:package"},
		{comment: `// want "a`, err: "no closing quote"},
		{comment: `// want "a("`, err: "missing closing )"},
		{comment: `// want ""`, err: "empty expression"},
		{comment: `// text // want oops`, err: "expected a quoted regular expression"},
	}
	for _, test := range tests {
		wants, err := parseWants(test.comment)
		if test.err != "" {
			assert.ErrorContains(t, err, test.err, test.comment)
			continue
		}
		assert.NoError(t, err, test.comment)
		var got []string
		for _, w := range wants {
			got = append(got, w.String())
		}
		assert.Equal(t, test.want, got, test.comment)
	}
}

func TestReadWantsOfBrokenFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.go")
	require.NoError(t, os.WriteFile(name, []byte("package x\n\nfunc { // want \"a\"\n//line other.go:100\n} ) \" // want \"in a string\"\n/* want\n\"b\" */\n"), 0o644))
	wants, errs := readWants(name)
	assert.Empty(t, errs)
	require.Len(t, wants, 2)
	assert.Equal(t, 3, wants[0].line)
	assert.Equal(t, 6, wants[1].line, "the fixture's own line")
}

func TestCompare(t *testing.T) {
	wants := []*want{
		{file: "a", line: 1, modes: moduleMode | packageMode, text: `"w"`, re: regexp.MustCompile("w")},
		{file: "a", line: 1, modes: moduleMode, text: `"warn"`, re: regexp.MustCompile("warn")},
		{file: "a", line: 2, modes: packageMode, text: `"x"`, re: regexp.MustCompile("x")},
	}
	// The first want fits both, and the second only the first outcome.
	outcomes := []outcome{{"a", 1, []string{"warning"}}, {"a", 1, []string{"now"}}}
	missing, unexpected := compare(wants, outcomes, moduleMode)
	assert.Empty(t, missing)
	assert.Empty(t, unexpected)

	missing, unexpected = compare(wants, outcomes, packageMode)
	assert.Equal(t, wants[2:], missing)
	assert.Len(t, unexpected, 1)

	_, unexpected = compare(wants, []outcome{{"b", 1, []string{"warning"}}}, moduleMode)
	assert.Len(t, unexpected, 1, "another file")
}
