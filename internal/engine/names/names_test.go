package names_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// alone is a world of one package.
type alone struct{}

func (alone) Results(*types.Func) []names.Values     { return nil }
func (alone) Stored(*types.Var, string) names.Values { return nil }
func (alone) Const(*types.Const) names.Values        { return nil }

func load(t *testing.T, name string) *code.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
	require.NoError(t, err)
	pkg, err := check(fset, file, importer.ForCompiler(fset, "source", nil))
	require.NoError(t, err)
	return pkg
}

func check(fset *token.FileSet, file *ast.File, imports types.Importer) (*code.Package, error) {
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
	}
	conf := types.Config{Importer: imports}
	pkg, err := conf.Check("values", fset, []*ast.File{file}, info)
	if err != nil {
		return nil, err
	}
	return code.New(fset, []*ast.File{file}, pkg, info), nil
}

func TestValues(t *testing.T) {
	pkg := load(t, "testdata/values.go")
	e := names.New(pkg, winapi.Default(), alone{})
	asked := 0
	for _, f := range pkg.Funcs {
		decl, ok := f.Node.(*ast.FuncDecl)
		if !ok || decl.Doc == nil {
			continue
		}
		want, ok := strings.CutPrefix(strings.TrimSpace(decl.Doc.Text()), "want: ")
		if !ok {
			continue
		}
		asked++
		results := e.Results(f)
		require.NotEmpty(t, results, decl.Name.Name)
		var got []string
		for _, text := range results[0] {
			s := text.String()
			if s == "" {
				s = "<empty>"
			}
			got = append(got, s)
		}
		assert.ElementsMatch(t, strings.Split(want, " | "), got, "func %s", decl.Name.Name)
	}
	assert.Greater(t, asked, 30)
}

func TestLiteralsKeepTheirPlace(t *testing.T) {
	pkg := load(t, "testdata/values.go")
	e := names.New(pkg, winapi.Default(), alone{})
	for _, f := range pkg.Funcs {
		if f.Obj == nil || f.Obj.Name() != "constant" {
			continue
		}
		text := e.Results(f)[0][0]
		require.Len(t, text, 2)
		for i, want := range []string{"`Global\\`", `"Product"`} {
			pos, end := text[i].Literal()
			path := pkg.Enclosing(pos, end)
			require.NotEmpty(t, path)
			lit, ok := path[0].(*ast.BasicLit)
			require.True(t, ok, "segment %d is no literal", i)
			assert.Equal(t, want, lit.Value)
		}
	}
}

func TestFillKeepsWhatIsKnown(t *testing.T) {
	open := names.Values{{{Kind: names.Known, Text: "a-"}, {Kind: names.Param, Func: "f", Digest: true, Plain: true}}}
	got := open.Fill(func(names.Segment) names.Values { return names.Lit("secret") })
	require.Len(t, got, 1)
	assert.Equal(t, "a-<unknown>", got[0].String())
	assert.True(t, got[0][1].Plain)
	assert.True(t, open.Open())
	assert.False(t, got.Open())
}

func TestBounds(t *testing.T) {
	var many names.Values
	for i := range names.MaxAlternatives {
		many = names.Union(many, names.Lit(strings.Repeat("x", i+1)))
	}
	assert.Len(t, many, names.MaxAlternatives)
	assert.Equal(t, names.Any(), names.Union(many, names.Lit("one more")))
	assert.Equal(t, names.Any(), names.Concat(many, many))
}
