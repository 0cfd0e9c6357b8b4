package evidence

import (
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
