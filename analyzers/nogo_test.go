package analyzers_test

import (
	"testing"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/internal/linttest"
)

// TestNogo judges fixtures by what Bazel's nogo makes of the packages of the rules.
func TestNogo(t *testing.T) {
	paths := []string{"github.com/rdslint/rdslint/analyzers/rdslint"}
	for _, r := range analyzers.Rules() {
		paths = append(paths, "github.com/rdslint/rdslint/analyzers/"+r.Name)
	}
	linttest.Nogo(t, paths, "objectname/crossing", "objectname/servicelibrary", "sharedmem/crossing")
}
