package splice

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is nested so deep that the printer would try for minutes is edited, and left as it is otherwise.
func TestDeepFilesAreNotFormatted(t *testing.T) {
	nest := func(depth int) string {
		return "package p\n\nfunc f() {\n" + strings.Repeat("func() {\n", depth) + "g(\"a\" )\n" + strings.Repeat("}()\n", depth) + "}\n"
	}
	require.ErrorContains(t, Formatted([]byte(nest(maxNesting))), "nested deeper than 300")
	require.ErrorContains(t, Formatted([]byte(nest(3))), "gofmt changes line")

	src := nest(maxNesting)
	at := strings.Index(src, `"a"`)
	d := Draft{Src: []byte(src)}
	require.True(t, d.Add([]Span{{at, at + 3, `"b"`}}))
	assert.Equal(t, strings.Replace(src, `"a"`, `"b"`, 1), string(d.Result()))
}
