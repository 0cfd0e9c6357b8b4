package config

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/rdslint/rdslint/internal/engine"
)

// FuzzParse reads a text as a settings file. What is one says the same after it was written again, and can be asked; what is none
// is told so in one line.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		full, "", "rules: [none]", "levels: [{level: x}]", "rules: *a", "a: &a [*a]", "---\n---\n", "exclude: ['[']", "exclude: [a, a/**/b, '**']", "\t", "programs: {a: service}",
		"wrappers: [{func: a.b, stands: CreateMutexW, roles: {name: -2}}]", "levels: [{level: note, level: note}]", "rules:\n- objectname\n- !!binary aGk=", "\xff", "1: 2", "? [a]\n: b", "programs: {<<: {a: service}}",
	} {
		f.Add(text, "internal/legacy/x.go")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		file, err := Parse([]byte(text), rules)
		if err != nil {
			assert.NotContains(t, err.Error(), "\n")
			assert.NotEmpty(t, err.Error())
			return
		}
		again, err := yaml.Marshal(file)
		require.NoError(t, err)
		same, err := Parse(again, rules)
		require.NoError(t, err, "%s", again)
		var a, b engine.Settings
		file.Settings(&a)
		same.Settings(&b)
		assert.Equal(t, a, b)
		assert.Equal(t, Choose(file.Rules, rules), Choose(same.Rules, rules))

		file.dir = string(filepath.Separator)
		path := file.dir + filepath.FromSlash(strings.TrimLeft(name, "/"))
		for _, level := range []engine.Level{engine.Note, engine.Warning, engine.Error} {
			got := file.Judge("objectname", path, level)
			if len(file.Levels) == 0 && len(file.Exclude) == 0 {
				assert.Equal(t, level, got, "nothing says otherwise")
			}
			if len(file.Exclude) > 0 && file.Exclude[len(file.Exclude)-1] == "**" {
				assert.Zero(t, got, "all is left out")
			}
		}
	})
}

// FuzzMatch compares patterns with regular expressions that say the same.
func FuzzMatch(f *testing.F) {
	for _, c := range [][2]string{
		{"a", "a/b.go"}, {"a/*", "a/b.go"}, {"**/x_*.go", "a/b/x_y.go"}, {"a/**", "a"}, {"a/**/b", "a/b"}, {"**", "x"}, {".", "x"}, {"./a", "a/b"}, {"a?", "ab"}, {"*", "a/b"}, {"a/**/**/b", "a/x/b/c"}, {"a**", "abc"}, {"é*", "éa"},
	} {
		f.Add(c[0], c[1])
	}
	f.Fuzz(func(t *testing.T, pattern, name string) {
		if checkPatterns([]string{pattern}) != nil || strings.ContainsAny(pattern, `[]\`) || strings.Count(pattern, "**") > 4 || len(name) > 100 || len(pattern) > 100 {
			return // classes are path.Match's own
		}
		if name == "" || name != filepath.ToSlash(filepath.Clean(name)) || !filepath.IsLocal(name) || strings.ContainsAny(pattern+name, "\x00\n\\") ||
			!utf8.ValidString(pattern) || !utf8.ValidString(name) {
			return // files have no such names here
		}
		if got, want := matches([]string{pattern}, name), expression(pattern).MatchString(name+"/"); got != want {
			t.Errorf("%q names %q: %t", pattern, name, got)
		}
	})
}

// expression returns what a pattern is as a regular expression.
func expression(pattern string) *regexp.Regexp {
	var elems []string
	for _, elem := range strings.Split(pattern, "/") {
		if elem != "." && elem != "" {
			elems = append(elems, elem)
		}
	}
	text := ""
	for _, elem := range elems {
		if elem == "**" {
			text += "(?:[^/]+/)*"
			continue
		}
		for _, r := range elem {
			switch r {
			case '*':
				text += "[^/]*"
			case '?':
				text += "[^/]"
			default:
				text += regexp.QuoteMeta(string(r))
			}
		}
		text += "/"
	}
	// The name of a file ends in a slash here: so does every element.
	return regexp.MustCompile("^" + text)
}
