package main

import (
	"testing"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/internal/linttest"
)

// TestVet runs go vet with the command on products of several packages: what one package tells its importers reaches
// them through the go command, in files. All other topics are judged beside golangci-lint, in plugin/golangcitest.
func TestVet(t *testing.T) {
	linttest.Vet(t, "objectname/crossing", "objectname/servicelibrary")
}

// TestNogo judges the same by what Bazel's nogo makes of the packages of the rules.
func TestNogo(t *testing.T) {
	const dir = "github.com/rdslint/rdslint/analyzers/"
	paths := []string{dir + "rdslint"}
	for _, r := range analyzers.Rules() {
		paths = append(paths, dir+r.Name)
	}
	linttest.Nogo(t, paths, "objectname/crossing", "objectname/servicelibrary", "sharedmem/crossing")
}
