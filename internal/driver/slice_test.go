package driver

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loadWhole is Load, but keeps all declarations of dependencies.
func loadWhole(t *testing.T, cfg Config) *Program {
	t.Helper()
	r, err := newRequest(t.Context(), cfg)
	require.NoError(t, err)
	g, problems, err := r.list(t.Context())
	require.NoError(t, err)
	l := newLoader(r, g)
	l.problems, l.whole = problems, true
	p, err := l.load(t.Context())
	require.NoError(t, err)
	return p
}

// facts returns all that the type checker found out about a package, in words.
func facts(fset *token.FileSet, info *types.Info) []string {
	var list []string
	add := func(n ast.Node, format string, args ...any) {
		pos, end := fset.PositionFor(n.Pos(), false), fset.PositionFor(n.End(), false)
		list = append(list, fmt.Sprintf("%s:%d-%d ", pos, pos.Offset, end.Offset)+fmt.Sprintf(format, args...))
	}
	object := func(obj types.Object) string {
		switch obj := obj.(type) {
		case nil:
			return "nothing"
		case *types.PkgName:
			return "package " + obj.Imported().Path() + " " + obj.Imported().Name()
		}
		s := types.ObjectString(obj, nil)
		if pos := fset.PositionFor(obj.Pos(), false); obj.Pos().IsValid() {
			s += fmt.Sprintf(" at %s:%d:%d", pos.Filename, pos.Line, pos.Column)
		}
		return s
	}
	for id, obj := range info.Defs {
		add(id, "defines %s", object(obj))
	}
	for id, obj := range info.Uses {
		add(id, "uses %s", object(obj))
	}
	for e, tv := range info.Types {
		add(e, "%T has type %v, value %v", e, tv.Type, tv.Value)
	}
	for e, sel := range info.Selections {
		fields := sel.Index()
		if sel.Kind() != types.FieldVal {
			fields = fields[:len(fields)-1] // a method's place among the others is different with fewer
		}
		add(e, "selects %v %v", sel, fields)
	}
	for id, inst := range info.Instances {
		add(id, "instance %v", inst.Type)
	}
	slices.Sort(list)
	return list
}

func errorTexts(pkg *Package) []string {
	var list []string
	for _, err := range pkg.TypeErrors {
		list = append(list, err.Error())
	}
	slices.Sort(list)
	return list
}

// sameWords checks that two sorted lists are the same, and tells the first few differences.
func sameWords(t *testing.T, want, got []string) int {
	t.Helper()
	missing := func(what string, from, in []string) {
		told := 0
		for _, f := range from {
			if _, ok := slices.BinarySearch(in, f); !ok && told < 5 {
				t.Errorf("%s: %s", what, f)
				told++
			}
		}
	}
	if !slices.Equal(want, got) {
		missing("lost", want, got)
		missing("new", got, want)
		assert.Len(t, got, len(want))
	}
	return len(want)
}

// sameFacts checks that two programs say the same of every package.
func sameFacts(t *testing.T, want, got *Program) (n int) {
	t.Helper()
	require.Len(t, got.Packages, len(want.Packages))
	for _, pkg := range want.Packages {
		i := slices.IndexFunc(got.Packages, func(p *Package) bool { return p.Path == pkg.Path })
		require.GreaterOrEqual(t, i, 0, pkg.Path)
		n += sameWords(t, facts(want.Fset, pkg.Info), facts(got.Fset, got.Packages[i].Info))
		n += sameWords(t, errorTexts(pkg), errorTexts(got.Packages[i]))
	}
	return n
}

// TestSliceOfRealModules compares what is found about a module with and without slicing: modules that this one needs, since the
// module cache has them. RDSLINT_CORPUS may name directories of more, as PATH does.
func TestSliceOfRealModules(t *testing.T) {
	if testing.Short() {
		t.Skip("real modules take long: run without -short")
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/stretchr/testify", "github.com/rogpeppe/go-internal").Output()
	require.NoError(t, err)
	dirs := append(strings.Split(strings.TrimSpace(string(out)), "\n"), filepath.SplitList(os.Getenv("RDSLINT_CORPUS"))...)
	for i, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			cfg := Config{Dir: dir, Patterns: []string{"./..."}, Tests: os.Getenv("RDSLINT_CORPUS_TESTS") != ""}
			if i < 2 {
				cfg.Env = offline()
			}
			whole := loadWhole(t, cfg)
			sliced, err := Load(t.Context(), cfg)
			require.NoError(t, err)
			assert.LessOrEqual(t, sliced.Dependencies, whole.Dependencies)
			assert.LessOrEqual(t, sliced.DependencyErrors, whole.DependencyErrors)
			n := sameFacts(t, whole, sliced)
			assert.NotZero(t, n)
			t.Logf("%d facts, %d dependencies of %d, %d errors in them of %d", n, sliced.Dependencies, whole.Dependencies,
				sliced.DependencyErrors, whole.DependencyErrors)
		})
	}
}
