package rdslint_test

import (
	"testing"

	"github.com/rdslint/rdslint/internal/linttest"
)

// TestFixes is about fixes that are not offered, whatever the rule.
func TestFixes(t *testing.T) { linttest.Run(t, "fixes") }
