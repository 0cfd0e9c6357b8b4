package engine

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// How the documentation says that the comments look.
var (
	ignoreForm = regexp.MustCompile(`^//rdslint:ignore[ \t]+((?:[^\s/]|/[^\s/])\S*|/)[ \t]+(\S(?:.*\S)?)\s*$`)
	nolintForm = regexp.MustCompile(`^//nolint(?::([^ \t]*))?([ \t].*)?$`)
)

// FuzzIgnore compares what is read of a comment with its form: what has the form silences the rules that it names, and what has
// not silences nothing.
func FuzzIgnore(f *testing.F) {
	for _, text := range []string{
		"//rdslint:ignore objectname the reason", "//rdslint:ignore a,b c", "//rdslint:ignore a, b c", "//rdslint:ignore", "//rdslint:ignore a", "//rdslint:ignored a b", "//rdslint:ignore\ta\tb", "//rdslint:ignore a // b",
		"//rdslint:ignore // a b", "//rdslint:ignore  a  b ", "// rdslint:ignore a b", "/*rdslint:ignore a b*/", "//nolint", "//nolint:rdslint", "//nolint:a,rdslint // b", "//nolint:all", "//nolint: rdslint", "//nolint :x", "//nolintx", "//rdslint:ignore ,a, b", "//rdslint:ignore /A a b", "//rdslint:ignore //a,b c", "//rdslint:ignore a,//b c", "//rdslint:ignore / a",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\r\n") || !strings.HasPrefix(text, "//") || strings.ToValidUTF8(text, "") != text || strings.ContainsAny(text, "\v\f\u0085\u00a0") {
			return // no line comment, or blanks that nobody writes
		}
		ig := parseIgnore(&ast.Comment{Text: text})
		if m := ignoreForm.FindStringSubmatch(text); m != nil && !strings.HasPrefix(m[2], "//") {
			if ig == nil || ig.nolint || ig.reason != m[2] {
				t.Fatalf("%q silences for a reason: %+v", text, ig)
			}
			for _, rule := range strings.Split(m[1], ",") {
				if rule != "" && !slices.Contains(ig.rules, rule) {
					t.Errorf("%q names %s: %+v", text, rule, ig)
				}
			}
			return
		}
		if ig != nil && !ig.nolint && ig.reason != "" && len(ig.rules) > 0 {
			t.Errorf("%q silences: %+v", text, ig)
		}
		m := nolintForm.FindStringSubmatch(text)
		names := m != nil && (!strings.HasPrefix(text, "//nolint:") || slices.Contains(strings.Split(m[1], ","), "rdslint"))
		if silences := ig != nil && ig.nolint; silences != names {
			t.Errorf("%q is for the linter: %t", text, silences)
		}
	})
}
