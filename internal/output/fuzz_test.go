package output_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/output"
)

// FuzzBaseline reads a file as a baseline. What is one says the same after it was written again; what is none is told so in one
// line.
func FuzzBaseline(f *testing.F) {
	for _, data := range []string{
		`{"version":1,"tool":"rdslint","findings":[{"fingerprint":"a","rule":"objectname","package":"example.com/m"}]}`,
		`{"version":1,"tool":"rdslint","findings":[{"fingerprint":"\u0000\ud800","rule":"\n","package":"<&>"}]}`,
		`{"version":1,"tool":"rdslint","findings":[{"fingerprint":"a","Fingerprint":"b"}]} x`,
		`{"version":1,"tool":"rdslint","findings":null}`, `{"version":1e9,"tool":"rdslint"}`, `{"version":-1}`, "[]", "\xef\xbb\xbf{}", strings.Repeat("[", 100),
	} {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := output.ReadBaseline(data)
		if err != nil {
			assert.NotContains(t, err.Error(), "\n")
			return
		}
		var once, twice bytes.Buffer
		require.NoError(t, b.Write(&once))
		c, err := output.ReadBaseline(once.Bytes())
		require.NoError(t, err, "%s", once.Bytes())
		assert.ElementsMatch(t, b.Findings, c.Findings)
		require.NoError(t, c.Write(&twice))
		assert.Equal(t, once.String(), twice.String())
	})
}
