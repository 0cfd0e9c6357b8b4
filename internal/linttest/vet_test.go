package linttest

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVet(t *testing.T) {
	tool := Build(t, ".", "./testdata/badvet")
	dir := unpack(t, `
-- go.mod --
module m

go 1.26
-- right/p/p.go --
package p

func bad() {}

func f() {
	bad() // want "^warning: bad is called \\(fake\\)" want:module "not here"
	// want "note: not printed"
}
-- right/p/p_linux.go --
package p

func g() { bad() }
-- missing/p.go --
package p

func f() {} // want:package "^warning: bad"
-- unexpected/p.go --
package p

func bad() {}

func f() { bad() }
-- failing/p.go --
package p

func fail() {}

func f() { fail() }
-- broken/p.go --
package p

func f() { nothing() }
`)
	judge := func(topic string) string {
		var r recorder
		said, err := vet(dir, tool, []string{topic})
		if err != nil {
			return err.Error()
		}
		judgeModular(&r, "go vet", dir, topic, said)
		return strings.Join(r.failures, "\n")
	}
	assert.Empty(t, judge("right"))
	assert.Contains(t, judge("missing"), `p.go:3: go vet: nothing for want:package "^warning: bad"`)
	assert.Contains(t, judge("unexpected"), "p.go:5: go vet: unexpected: warning: bad is called")
	assert.Contains(t, judge("failing"), "failure on demand")
	assert.Contains(t, judge("broken"), "undefined: nothing")
}

func TestParseVet(t *testing.T) {
	root := filepath.FromSlash("/x")
	said, err := parseVet(strings.NewReader(`{"p": {"fake": [{"category": "fake", "posn": "/x/p/p.go:12:3", "message": "one. two"}]}}
{"q": {}}
`), root)
	require.NoError(t, err)
	assert.Equal(t, []Diagnostic{{"p/p.go", 12, 3, "fake", "one. two"}}, said)
	assert.Equal(t, []string{
		"warning: one. two (fake)", "error: one. two (fake)", "warning: one (fake)", "error: one (fake)",
	}, spellings("fake", "one. two"))

	_, err = parseVet(strings.NewReader(`{"p": {"fake": {"error": "oops"}}}`), root)
	assert.ErrorContains(t, err, "oops")
	_, err = parseVet(strings.NewReader(`# p`), root)
	assert.Error(t, err)
}

func TestParseGolangci(t *testing.T) {
	root := filepath.FromSlash("/x")
	said, err := parseGolangci([]byte(`{"Issues": [
		{"FromLinter": "rdslint", "Text": "fake: one: two", "Pos": {"Filename": "/x/q/q.go", "Line": 2, "Column": 3}},
		{"FromLinter": "rdslint", "Text": "fake: three", "Pos": {"Filename": "/x/p/p.go", "Line": 4, "Column": 5}}]}`), root)
	require.NoError(t, err)
	assert.Equal(t, []Diagnostic{{"p/p.go", 4, 5, "fake", "three"}, {"q/q.go", 2, 3, "fake", "one: two"}}, said)

	_, err = parseGolangci([]byte(`{"Issues": [{"FromLinter": "typecheck", "Text": "undefined: x"}]}`), root)
	assert.ErrorContains(t, err, "undefined: x (typecheck)")
}
