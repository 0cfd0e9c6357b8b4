package linttest

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVet(t *testing.T) {
	tool := buildTool(t, ".", "./testdata/badvet")
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
		vet(&r, tool, dir, filepath.Join(dir, topic))
		return strings.Join(r.failures, "\n")
	}
	assert.Empty(t, judge("right"))
	assert.Contains(t, judge("missing"), `p.go:3: go vet: nothing for want:package "^warning: bad"`)
	assert.Contains(t, judge("unexpected"), "p.go:5: go vet: unexpected: warning: bad is called")
	assert.Contains(t, judge("failing"), "failure on demand")
	assert.Contains(t, judge("broken"), "undefined: nothing")
}

func TestParseVet(t *testing.T) {
	outcomes, err := parseVet(strings.NewReader(`{"p": {"fake": [{"category": "fake", "posn": "C:\\x\\p.go:12:3", "message": "one. two"}]}}
{"q": {}}
`))
	require.NoError(t, err)
	assert.Equal(t, []outcome{{`C:\x\p.go`, 12, []string{
		"warning: one. two (fake)", "error: one. two (fake)", "warning: one (fake)", "error: one (fake)",
	}}}, outcomes)

	_, err = parseVet(strings.NewReader(`{"p": {"fake": {"error": "oops"}}}`))
	assert.ErrorContains(t, err, "oops")
	_, err = parseVet(strings.NewReader(`# p`))
	assert.Error(t, err)
}
