package code_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/rdslint/rdslint/internal/engine/code"
)

// TestEnclosing holds the surroundings of all nodes, and of all places but comments, to what astutil says of them, in the source of
// this package.
func TestEnclosing(t *testing.T) {
	fset := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	require.NoError(t, err)
	var files []*ast.File
	for _, name := range names {
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err)
		files = append(files, f)
	}
	more, err := parser.ParseFile(fset, "more.go", `package code
func (l *list[T]) each(f func(i int) T, more ...T) (out []T, err error) { for { break } }
func each[U any, V interface{ ~int; m() }](U, V) U
func none()
type list[T interface{ ~int | ~uint }] struct { a, b T "tag"; *list[T] }
type of interface { m(int); func_(); ~[]int }
var x, y = func(a int) (b int) { label: for range a { goto label }; return }, []struct{ a int }{{1}, {a: 2}}
`, parser.SkipObjectResolution)
	require.NoError(t, err)
	files = append(files, more)
	p := code.New(fset, files, types.NewPackage("p", "p"), new(types.Info))
	for _, f := range files {
		for _, d := range f.Decls {
			ast.Inspect(d, func(n ast.Node) bool {
				switch n.(type) {
				case nil, *ast.CommentGroup:
					return false
				}
				assertEnclosing(t, p, f, n.Pos(), n.End())
				return true
			})
		}
	places:
		for pos := f.Name.End(); pos < f.FileEnd; pos++ {
			for _, c := range f.Comments {
				if c.Pos() <= pos && pos < c.End() {
					continue places
				}
			}
			assertEnclosing(t, p, f, pos, pos)
		}
	}
}

func assertEnclosing(t *testing.T, p *code.Package, f *ast.File, pos, end token.Pos) {
	t.Helper()
	want, _ := astutil.PathEnclosingInterval(f, pos, end)
	got := p.Enclosing(pos, end)
	if decl, ok := want[0].(*ast.FuncDecl); ok && got[0] == decl.Type {
		got = got[1:] // the blanks between parameters and results, which astutil gives to the declaration
	}
	assert.True(t, slices.Equal(got, want), "%s: %s, not %s", p.Fset.Position(pos), kinds(got), kinds(want))
}

func kinds(path []ast.Node) string {
	var names []string
	for _, n := range path {
		names = append(names, fmt.Sprintf("%T", n))
	}
	return strings.Join(names, " ")
}

func TestDeep(t *testing.T) {
	nest := func(depth int) string {
		return "func f() { " + strings.Repeat("for { ", depth) + `mark("x")` + strings.Repeat(" }", depth) + " }\n"
	}
	p := check(mark + nest(900)) // a loop and its body are two
	c := calls(t, p)["x"]
	assert.False(t, p.Deep(c.Pos()))
	assert.Len(t, p.Enclosing(c.Pos(), c.End()), 2*900+5)

	p = check(mark + nest(1100))
	c = calls(t, p)["x"]
	assert.True(t, p.Deep(c.Pos()))
	path := p.Enclosing(c.Pos(), c.End())
	require.Len(t, path, 2)
	assert.IsType(t, &ast.FuncDecl{}, path[0])
	assert.Equal(t, p.Files[0], path[1])
	assert.False(t, p.Deep(p.Files[0].Decls[0].Pos()), "of another declaration this says nothing")
	assert.False(t, p.Deep(p.Files[0].Package))
}
