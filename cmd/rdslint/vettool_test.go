package main

import (
	"testing"

	"github.com/rdslint/rdslint/internal/linttest"
)

// TestVet runs go vet with the command on products of several packages: what one package tells its importers reaches
// them through the go command, in files.
func TestVet(t *testing.T) {
	linttest.Vet(t, "objectname/crossing", "objectname/servicelibrary")
}
