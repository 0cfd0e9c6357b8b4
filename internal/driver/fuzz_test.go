package driver

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// A goroot type-checks packages of std as they are: nothing is cut or sliced.
type goroot struct {
	graph graph
	fset  *token.FileSet
	mu    sync.Mutex
	types map[*node]*types.Package
}

// newGoroot returns the packages of std for windows, and their paths, or some of them that stand for the others.
func newGoroot(t testing.TB) (*goroot, []string) {
	r, err := newRequest(context.Background(), Config{Dir: write(t, "-- m.go --\npackage m\n"), Env: offline()})
	require.NoError(t, err)
	g, err := newResolver(context.Background(), r)
	require.NoError(t, err)
	var paths []string
	root := filepath.Join(runtime.GOROOT(), "src")
	err = filepath.WalkDir(root, func(name string, d os.DirEntry, err error) error {
		if err != nil || !d.IsDir() || name == root {
			return err
		}
		path, _ := filepath.Rel(root, name)
		path = filepath.ToSlash(path)
		if d.Name() == "testdata" || d.Name()[0] == '_' || path == "cmd" || path == "vendor" || path == "builtin" || path == "unsafe" {
			return filepath.SkipDir
		}
		paths = append(paths, path)
		return nil
	})
	require.NoError(t, err)
	return &goroot{graph: g, fset: token.NewFileSet(), types: make(map[*node]*types.Package)}, paths
}

// check type-checks a package with all that it imports.
func (g *goroot) check(n *node) (*types.Package, error) {
	if pkg, ok := g.types[n]; ok {
		return pkg, nil
	}
	var files []*ast.File
	for _, name := range n.files {
		file, err := parser.ParseFile(g.fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	conf := types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) {
			if path == "unsafe" {
				return types.Unsafe, nil
			}
			if imp := g.graph.resolve(n, path); imp != nil && len(imp.files) > 0 {
				return g.check(imp)
			}
			return nil, errors.New("no such package")
		}),
		FakeImportC: true,
		Sizes:       types.SizesFor("gc", "amd64"),
	}
	pkg, err := conf.Check(n.path, g.fset, files, nil)
	g.types[n] = pkg
	return pkg, err
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// slice type-checks what some names of packages need, and nothing else. It takes from the shelf what is there.
func slice(g graph, wanted demands, s *shelf) (*loader, error) {
	for _, n := range g.nodes() {
		n.texts = nil
	}
	r := &request{Config: Config{shelf: s, trace: newTrace()}, arch: "amd64"}
	s.look(context.Background())
	l := newLoader(r, g)
	l.direct = wanted
	l.gather(context.Background(), newQueue(l.units))
	l.link()
	_, err := l.program(context.Background(), l.check)
	return l, err
}

// describe tells all that there is to know from outside about an object and about what its type leads to.
func describe(obj types.Object, sizes types.Sizes) []string {
	var lines []string
	seen := make(map[string]bool)
	var todo []*types.TypeName
	qualify := func(pkg *types.Package) string { return pkg.Path() }
	var visit func(t types.Type)
	named := func(name *types.TypeName) {
		if key := types.ObjectString(name, qualify); name.Pkg() != nil && !seen[key] {
			seen[key] = true
			todo = append(todo, name)
		}
	}
	visit = func(t types.Type) {
		switch t := t.(type) {
		case *types.Named:
			named(t.Origin().Obj())
			for arg := range t.TypeArgs().Types() {
				visit(arg)
			}
		case *types.Alias:
			visit(types.Unalias(t))
		case *types.Pointer:
			visit(t.Elem())
		case *types.Slice:
			visit(t.Elem())
		case *types.Array:
			visit(t.Elem())
		case *types.Chan:
			visit(t.Elem())
		case *types.Map:
			visit(t.Key())
			visit(t.Elem())
		case *types.Tuple:
			for v := range t.Variables() {
				visit(v.Type())
			}
		case *types.Signature:
			visit(t.Params())
			visit(t.Results())
		case *types.Struct:
			for f := range t.Fields() {
				visit(f.Type())
			}
		case *types.Interface:
			for m := range t.Methods() {
				visit(m.Type())
			}
		}
	}
	add := func(obj types.Object) {
		line := types.ObjectString(obj, qualify)
		if c, ok := obj.(*types.Const); ok {
			line += " = " + c.Val().ExactString()
		}
		lines = append(lines, line)
		visit(obj.Type())
	}
	add(obj)
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		t, ok := name.Type().(*types.Named)
		if !ok {
			continue
		}
		line := fmt.Sprintf("%s is %s", types.TypeString(t, qualify), types.TypeString(t.Underlying(), qualify))
		if t.TypeParams().Len() == 0 {
			line += fmt.Sprintf(", %d bytes", sizes.Sizeof(t))
		}
		lines = append(lines, line)
		visit(t.Underlying())
		for m := range t.Methods() {
			if m.Exported() {
				add(m)
			}
		}
	}
	for i := range lines { // types that are declared as any lose the alias on the shelf
		lines[i] = strings.ReplaceAll(lines[i], "interface{}", "any")
	}
	slices.Sort(lines)
	return lines
}

// FuzzSlice asks for some names of some packages of std, by chance, and compares what the slices say of them with what the
// whole packages do. It asks three times: for half of the names, for all, when some packages must be read again for the other
// half, and again for all, when all is on the shelf.
func FuzzSlice(f *testing.F) {
	std, paths := newGoroot(f)
	for seed := range uint64(40) {
		f.Add(seed, uint8(1+seed%4))
	}
	sizes := types.SizesFor("gc", "amd64")
	f.Fuzz(func(t *testing.T, seed uint64, count uint8) {
		std.mu.Lock()
		defer std.mu.Unlock()
		rnd := rand.New(rand.NewPCG(seed, 0))
		var wanted []types.Object
		for range min(count, 8) {
			path := paths[rnd.IntN(len(paths))]
			n := std.graph.resolve(&node{standard: true, path: "std"}, path)
			if n == nil || len(n.files) == 0 || n.name == "main" {
				continue
			}
			whole, err := std.check(n)
			require.NoError(t, err, path)
			names := slices.DeleteFunc(whole.Scope().Names(), func(name string) bool { return !token.IsExported(name) })
			for range min(len(names), 1+rnd.IntN(4)) {
				wanted = append(wanted, whole.Scope().Lookup(names[rnd.IntN(len(names))]))
			}
		}
		rnd.Shuffle(len(wanted), func(i, j int) { wanted[i], wanted[j] = wanted[j], wanted[i] })
		var s *shelf
		for round, wanted := range [][]types.Object{wanted[:len(wanted)/2], wanted, wanted} {
			ask := make(demands)
			for _, obj := range wanted {
				ask.add(std.graph.resolve(&node{standard: true, path: "std"}, obj.Pkg().Path()), obj.Name())
			}
			l, err := slice(std.graph, ask, s)
			require.NoError(t, err)
			for _, u := range l.order {
				require.Empty(t, u.errors, u.node.path)
			}
			for _, obj := range wanted {
				u := l.unit(std.graph.resolve(&node{standard: true, path: "std"}, obj.Pkg().Path()))
				got := u.types.Scope().Lookup(obj.Name())
				require.NotNil(t, got, "%s.%s", obj.Pkg().Path(), obj.Name())
				a, b := describe(obj, sizes), describe(got, sizes)
				require.Equal(t, strings.Join(a, "\n"), strings.Join(b, "\n"))
			}
			if round == 2 {
				require.NotNil(t, l.shelved, "all was on the shelf")
				break
			}
			if l.shelved == nil { // else the names of half are the names of all
				memo, err := l.request.trace.memo("")
				require.NoError(t, err)
				s = newShelf(l)
				s.memo = memo
				s = decodeShelf(s.encode())
			}
		}
	})
}
