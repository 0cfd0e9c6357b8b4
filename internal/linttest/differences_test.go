package linttest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDifferences(t *testing.T) {
	dir := unpack(t, `
-- fake/apart/p/p.go --
package p

func f() {
	bad() // want:module "^error: .* \\(fake\\)"
	bad() // want "warning: .* \\(fake\\)"
}
-- fake/apart/q.go --
package q

func f() {
	bad() // want:package `+"`warning: .* \\(fake\\)`"+`
	bad() // want:package "note: .* \\(fake\\)"
}
-- fake/notes/p.go --
package p // want:package "note: .* \\(fake\\)"
-- fake/same/p.go --
package p // want "error: .* \\(fake\\)"
`)
	list, err := Differences(dir)
	require.NoError(t, err)
	assert.Equal(t, []Difference{{
		Topic:   "fake/apart",
		Module:  []Expectation{{"p/p.go", 4, "error", "fake"}},
		Package: []Expectation{{"q.go", 4, "warning", "fake"}},
	}}, list)

	_, err = Differences(unpack(t, `
-- fake/bad/p.go --
package p // want:module "something"
`))
	assert.ErrorContains(t, err, "does not name level and rule")
}
