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

func TestAdd(t *testing.T) {
	d := Draft{Src: []byte("0123456789")}
	require.True(t, d.Add([]Span{{6, 8, "x"}}))
	require.True(t, d.Add([]Span{{2, 4, "a"}, {9, 9, "\n"}}))
	require.True(t, d.Add([]Span{{6, 8, "x"}, {0, 0, "b"}}), "the very same edit is shared")
	for _, s := range []Span{{6, 8, "y"}, {3, 5, ""}, {0, 3, ""}, {4, 4, "c"}, {2, 2, "c"}, {0, 0, "c"}, {7, 7, "c"}} {
		assert.False(t, d.Add([]Span{{9, 9, "d\n"}, s}), "%v", s)
	}
	require.True(t, d.Add([]Span{{4, 6, ""}}), "two replacements may touch")
	require.True(t, d.Add([]Span{{9, 9, "d\n"}}), "lines may stand together")
	src, news := d.Edited()
	assert.Equal(t, "b01ax8\nd\n9", string(src))
	assert.Equal(t, []Range{{0, 1}, {3, 4}, {4, 4}, {4, 5}, {6, 7}, {7, 9}}, news)
}

func TestMoved(t *testing.T) {
	d := Draft{Src: []byte("0123456789")}
	require.True(t, d.Add([]Span{{1, 1, "ab"}, {3, 6, "c"}, {8, 8, "def"}})) // 0ab12c67def89
	for r, want := range map[Range]Range{
		{0, 1}:  {0, 3}, // what is inserted at the end belongs to it
		{1, 2}:  {1, 4},
		{2, 3}:  {4, 5},
		{2, 4}:  {4, 6}, // and all that replaces a part
		{4, 5}:  {5, 6},
		{4, 7}:  {5, 7},
		{6, 7}:  {6, 7},
		{7, 9}:  {7, 12},
		{9, 10}: {12, 13},
	} {
		assert.Equal(t, []Range{want}, d.Moved([]Range{r}), "%v", r)
	}
}
