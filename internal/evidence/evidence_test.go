package evidence

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestClaims holds the claims to their form, and the record to the claims.
func TestClaims(t *testing.T) {
	tested := make(map[string]bool)
	for _, c := range Claims {
		assert.NotContains(t, tested, c.Name, "listed twice")
		tested[c.Name] = c.Pending == ""
		assert.Regexp(t, `^\S.*\.$`, c.Says, c.Name)
		assert.NotEmpty(t, c.Rules, c.Name)
		assert.Regexp(t, `^https://`, c.Page, c.Name)
	}
	runs, err := Runs()
	require.NoError(t, err)
	require.NotEmpty(t, runs)
	for _, r := range runs {
		assert.NotEmpty(t, r.System)
		for _, c := range Claims {
			if tested[c.Name] {
				assert.Contains(t, r.Results, c.Name, "%s: record it again, with -args -update", r.System)
				assert.NotEqual(t, "failed", r.Results[c.Name], "%s on %s", c.Name, r.System)
			}
		}
		for name := range r.Results {
			assert.True(t, tested[name], "%s: no such claim is tested: %s", r.System, name)
		}
	}
}

// TestFigures holds the record of figures to its form.
func TestFigures(t *testing.T) {
	list, err := Measurements()
	require.NoError(t, err)
	require.NotEmpty(t, list)
	for _, m := range list {
		assert.NotEmpty(t, m.Command)
		assert.NotEmpty(t, m.Figures, m.Command)
		seen := make(map[string]bool)
		for _, f := range m.Figures {
			assert.False(t, seen[f.What], "%s: twice: %s", m.Command, f.What)
			seen[f.What] = true
			assert.NotContains(t, f.What, "|", "it would break the table")
		}
	}
}

func TestRecord(t *testing.T) {
	file := filepath.Join(t.TempDir(), "figures.json")
	require.NoError(t, Record(file, "go run b", []Figure{{What: "files", Count: 7}}))
	require.NoError(t, Record(file, "go run a", []Figure{{What: "bytes", Count: 1234567, Unit: "MB"}}))
	require.NoError(t, Record(file, "go run b", []Figure{{What: "files", Count: 8}}))
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	list, err := measurements(data)
	require.NoError(t, err)
	assert.Equal(t, []Measurement{
		{"go run a", []Figure{{What: "bytes", Count: 1234567, Unit: "MB"}}},
		{"go run b", []Figure{{What: "files", Count: 8}}},
	}, list)
	assert.Equal(t, "1,234,567 MB", list[0].Figures[0].String())
	assert.Equal(t, "8", list[1].Figures[0].String())

	require.NoError(t, os.WriteFile(file, []byte("{"), 0o666))
	assert.ErrorContains(t, Record(file, "x", nil), "figures.json: ")
}
