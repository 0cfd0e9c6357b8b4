package driver

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// byPackages loads a module by golang.org/x/tools/go/packages and by the other loaders, and checks that they agree.
func byPackages(t *testing.T, cfg Config) *Program {
	t.Helper()
	cfg.NoCgo, cfg.Loader = true, "packages"
	whole, err := Load(t.Context(), cfg)
	require.NoError(t, err)
	for _, loader := range []string{"golist", "auto"} {
		cfg.Loader = loader
		quick, err := Load(t.Context(), cfg)
		require.NoError(t, err)
		assert.NotZero(t, samePrograms(t, whole, quick))
		assert.ElementsMatch(t, kinds(whole), kinds(quick))
	}
	return whole
}

func TestPackagesSameAsGoList(t *testing.T) {
	if testing.Short() {
		t.Skip("the reference takes long: run without -short")
	}
	t.Parallel()
	light := strings.NewReplacer("net/http", "os", "http.Client", "os.File") // to the reference all that is imported counts
	plain := filepath.Join(write(t, light.Replace(plainModuleBelow())), "m")
	// What is wrong in the body of a dependency's function only the reference sees.
	four := strings.Replace(fourPackages, "return undefined()", "return nil", 1)
	deps := strings.Replace(strings.Replace(tricky, "no.such/module", "unsafe", 1), "module.X()", "_ = unsafe.Sizeof(0)", 1)
	for name, cfg := range map[string]Config{
		"tricky":   {Dir: write(t, deps), Patterns: []string{"./..."}},
		"plain":    {Dir: plain, Patterns: []string{"./..."}},
		"tests":    {Dir: write(t, four+"-- b/b_test.go --\npackage b\n\nvar _ = B()\n"), Patterns: []string{"./b"}, Tests: true},
		"replaced": {Dir: plain, Patterns: []string{"."}, Overlay: map[string][]byte{filepath.Join(plain, "extra.go"): []byte("package main\n\nvar Extra int\n")}},
		"broken":   {Dir: write(t, "-- a/a.go --\npackage a\n\nfunc F() { if }\n\nvar X = undefined\n-- b/b.go --\npackage b\n\nimport \"example.com/m/a\"\n\nvar B = a.X\n"), Patterns: []string{"./..."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg.Env = offline()
			p := byPackages(t, cfg)
			assert.NotEmpty(t, p.Packages)
			checkOrder(t, p)
		})
	}
}

func TestPackagesMissing(t *testing.T) {
	t.Parallel()
	dir := write(t, "-- m.go --\npackage m\n\nimport \"example.com/unheard/of\"\n\nvar M = of.M\n\nvar N int\n")
	for _, loader := range Loaders() {
		p := load(t, "", Config{Dir: dir, Loader: loader})
		assert.Equal(t, []string{"missing example.com/unheard/of"}, kinds(p), loader)
		assert.True(t, p.Packages[0].IllTyped, loader)
		assert.NotNil(t, p.Packages[0].Types.Scope().Lookup("N"), loader)
	}
}

// What was loaded by the reference can be checked again with other files, as fixes are.
func TestPackagesRecheck(t *testing.T) {
	t.Parallel()
	dir := write(t, "-- a.go --\npackage a\n")
	p := load(t, "", Config{Dir: dir, Loader: "packages"})
	checked, err := p.Recheck(p.Packages[0], map[string][]byte{
		filepath.Join(dir, "a.go"): []byte("package a\n\nimport \"fmt\"\n\nvar A = fmt.Sprintf(\"x\")\n"),
	})
	require.NoError(t, err)
	assert.Empty(t, checked.TypeErrors)
}

func TestPackagesErrors(t *testing.T) {
	t.Parallel()
	dir := write(t, "-- a.go --\npackage a\n")
	_, err := Load(t.Context(), Config{Dir: dir, Patterns: []string{"./nowhere"}, Env: offline(), Loader: "packages"})
	require.ErrorContains(t, err, "no packages match ./nowhere")
	_, err = Load(t.Context(), Config{Dir: write(t, unlistable), Patterns: []string{"./..."}, Env: offline(), Loader: "packages"})
	require.ErrorContains(t, err, "example.com/missing@v1.0.0")
}

// TestPackagesOfRealModules compares all that there is to know about the modules in the directories that RDSLINT_CORPUS names,
// as PATH does, with what the reference says. It takes gigabytes.
func TestPackagesOfRealModules(t *testing.T) {
	for _, dir := range filepath.SplitList(os.Getenv("RDSLINT_CORPUS")) {
		t.Run(strings.ReplaceAll(dir, string(filepath.Separator), "_"), func(t *testing.T) {
			whole, err := Load(t.Context(), Config{Dir: dir, Patterns: []string{"./..."}, Loader: "packages"})
			if err != nil {
				t.Skip(err)
			}
			quick, err := Load(t.Context(), Config{Dir: dir, Patterns: []string{"./..."}, NoCgo: true})
			require.NoError(t, err)
			t.Logf("%d facts", samePrograms(t, whole, quick))
		})
	}
}
