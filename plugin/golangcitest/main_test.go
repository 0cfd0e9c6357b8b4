package main

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/assert"

	"github.com/rdslint/rdslint/internal/linttest"
)

// all asks for the fixtures, too, that need so many modules that compiling these takes minutes.
var all = flag.Bool("all", false, "judge all fixtures")

func Test(t *testing.T) {
	golangci, tool := linttest.Build(t, ".", "."), linttest.Build(t, "../..", "./cmd/rdslint")
	t.Run("fixtures", func(t *testing.T) { fixtures(t, golangci) })
	t.Run("scripts", func(t *testing.T) { scripts(t, golangci, tool) })
}

// fixtures holds golangci-lint to the expectations that stand in the fixtures, and to what go vet finds in them.
func fixtures(t *testing.T, golangci string) {
	topics := linttest.Topics(t, *all)
	assert.Equal(t, linttest.Vet(t, topics...), linttest.Golangci(t, golangci, topics...))
}

// scripts runs golangci-lint as its users do, on modules that need no download.
func scripts(t *testing.T, golangci, tool string) {
	documented, err := filepath.Abs("testdata/golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	caches := make(map[string]string)
	for _, name := range []string{"GOCACHE", "GOMODCACHE"} {
		out, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		caches[name] = strings.TrimSpace(string(out))
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			for name, dir := range caches {
				env.Setenv(name, dir)
			}
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOFLAGS", "-mod=mod")
			env.Setenv("GOWORK", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOOS", "windows")
			env.Setenv("GOARCH", "amd64")
			env.Setenv("PATH", os.Getenv("PATH"))
			env.Setenv("GOLANGCI_LINT_CACHE", env.WorkDir+"/cache")
			env.Setenv("GOLANGCI", golangci)
			env.Setenv("TOOL", tool)
			env.Setenv("DOCUMENTED", documented)
			return nil
		},
		RequireUniqueNames: true,
	})
}
