package fix_test

import (
	"cmp"
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/fix"
)

// replace puts text in the place of the last statement of the function f, with the package sort imported.
func replace(t *testing.T, src, text string) (string, bool) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments|parser.SkipObjectResolution)
	require.NoError(t, err)
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{},
		Scopes: map[ast.Node]*types.Scope{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	pkg, err := (&types.Config{Importer: importer.ForCompiler(fset, "source", nil)}).Check("a", fset, []*ast.File{file}, info)
	require.NoError(t, err)
	p := &engine.Package{Code: code.New(fset, []*ast.File{file}, pkg, info)}

	body := file.Decls[len(file.Decls)-1].(*ast.FuncDecl).Body.List
	stmt := body[len(body)-1]
	f := fix.At(p, stmt.Pos())
	require.Equal(t, "sort", f.Import("sort"))
	f.Replace(stmt, text)
	edits := f.Edits()
	if edits == nil {
		return "", false
	}
	slices.SortFunc(edits, func(a, b engine.Edit) int { return cmp.Or(cmp.Compare(b.Pos, a.Pos), cmp.Compare(b.End, a.End)) })
	for _, e := range edits {
		src = src[:fset.Position(e.Pos).Offset] + e.New + src[fset.Position(e.End).Offset:]
	}
	want, err := format.Source([]byte(src))
	require.NoError(t, err)
	assert.Equal(t, string(want), src, "as gofmt prints it")
	return src, true
}

func TestImport(t *testing.T) {
	const tail = "\n\nfunc f() {\n\tprintln()\n}\n"
	for _, test := range []struct{ name, before, after string }{
		{"none", "package a", "package a\n\nimport \"sort\""},
		{"one before", "package a\n\nimport _ \"fmt\"", "package a\n\nimport (\n\t_ \"fmt\"\n\t\"sort\"\n)"},
		{"one after", "package a\n\nimport _ \"strings\"", "package a\n\nimport (\n\t\"sort\"\n\t_ \"strings\"\n)"},
		{
			"between", "package a\n\nimport (\n\t_ \"fmt\" // why\n\n\t_ \"strings\"\n)",
			"package a\n\nimport (\n\t_ \"fmt\" // why\n\t\"sort\"\n\n\t_ \"strings\"\n)",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, ok := replace(t, test.before+tail, "sort.Ints(nil)")
			require.True(t, ok)
			assert.Equal(t, test.after+"\n\nfunc f() {\n\tsort.Ints(nil)\n}\n", got)
		})
	}
}

// What the statement alone used must not stay behind.
func TestLeave(t *testing.T) {
	got, ok := replace(t, "package a\n\nimport (\n\t\"fmt\"\n\t\"strings\"\n)\n\nvar _ = fmt.Sprint\n\nfunc f(x string) {\n\tstrings.Clone(x)\n}\n", "sort.Ints(nil)")
	require.True(t, ok)
	assert.Equal(t, "package a\n\nimport (\n\t\"fmt\"\n\t\"sort\"\n)\n\nvar _ = fmt.Sprint\n\nfunc f(x string) {\n\tsort.Ints(nil)\n}\n", got)

	_, ok = replace(t, "package a\n\nfunc f() {\n\tx := 1\n\tprintln(x)\n}\n", "sort.Ints(nil)")
	assert.False(t, ok, "x would be unused")
}

func TestGivenUp(t *testing.T) {
	for name, src := range map[string]string{
		"comment":     "package a\n\nfunc f() {\n\tprintln(\n\t\t1, // one\n\t)\n}\n",
		"name taken":  "package a\n\nvar sort int\n\nfunc f() {\n\tprintln()\n}\n",
		"not alone":   "package a\n\nfunc f() { println() }\n",
		"same line":   "package a\n\nfunc f() {\n\tprintln(); println()\n}\n",
		"with a name": "package a\n\nfunc f(sort int) {\n\tprintln()\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, ok := replace(t, src, "sort.Ints(nil)")
			assert.False(t, ok)
		})
	}
}
