package driver

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOutline(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ src, want string }{
		"one line":       {"func f() { return }\nvar x int\n", "func f() {}|x int"},
		"lines":          {"func f() {\n\tg()\n\tg()\n}\nvar x int\n", "func f() {}|x int"},
		"method":         {"func (t *T[K, V]) f(x K) (y V, err error) {\n\treturn\n}\n", "func (t *T[K, V]) f(x K) (y V, err error) {}"},
		"two on a line":  {"func f() { a() }; func g() { b() }\n", "func f() {}|func g() {}"},
		"no body":        {"func f(x int)\nvar x = T{1}\n", "func f(x int)|x = T{1}"},
		"braces":         {"func f() {\n\tif x { y = \"}\" + `}\n}` } // }\n\t/* } */ z = '}' + '\\''\n}\nvar x int\n", "func f() {}|x int"},
		"escapes":        {"func f() { a(\"\\\\\", \"\\\"}\") }\nvar x int\n", "func f() {}|x int"},
		"struct result":  {"func f() struct{ a int } { return x }\n", "func f() struct{ a int } {}"},
		"interface":      {"func f[T interface{ ~int }]() interface { M() } { return x }\n", "func f[T interface{ ~int }]() interface { M() } {}"},
		"func result":    {"func f() func() struct{} { return x }\n", "func f() func() struct{} {}"},
		"parameters":     {"func f(\n\ta struct{ x int },\n\tb string,\n) {\n\tg()\n}\n", "func f(\n\ta struct{ x int },\n\tb string,\n) {}"},
		"comments":       {"// F does.\nfunc f() /* really { */ { // yes\n\tg() }\n// End\n", "func f() /* really { */ {}"},
		"array length":   {"func f() [len(\"}{\")]int { return x }\n", "func f() [len(\"}{\")]int {}"},
		"literals stay":  {"var f = func() { g() }\nvar t = []T{{1}, {2}}\n", "f = func() { g() }|t = []T{{1}, {2}}"},
		"type":           {"type F func() struct{ a int }\ntype S struct {\n\tf func() // x\n}\n", "F func() struct{ a int }|S struct {\n\tf func() // x\n}"},
		"group":          {"var (\n\tx = func() {\n\t}\n\ty, z int\n)\n", "x = func() {\n\t}|y, z int"},
		"places":         {"const (\n\ta = iota\n\tb\n)\n", "const (\n\ta = iota\n\tb\n)"},
		"no places":      {"const (\n\ta = \"iota\"\n\tb = 2\n)\n", "a = \"iota\"|b = 2"},
		"func in string": {"const s = `\nfunc f() {\n`\nvar x = '\"'\nfunc g() { h() }\n", "s = `\nfunc f() {\n`|x = '\"'|func g() {}"},
		"not terminated": {"func f() { g()\n", "not ok"},
		"unbalanced":     {"var x = (1\nfunc f() { g() }\n", "not ok"},
		"CRLF":           {"func f() {\r\n\tg()\r\n}\r\nvar x int\r\n", "func f() {}|x int"},
		"no newline":     {"func f() { g() }", "func f() {}"},
		"comment at end": {"var x int // y", "x int"},
		"division":       {"var x = 1 / 2\nfunc f() { _ = 3 / 4 }\n", "x = 1 / 2|func f() {}"},
		"not gofmt'ed":   {"  func f() { g() }\n\tvar x int\n", "func f() {}|x int"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			list, ok := outline([]byte(test.src), 0)
			for _, d := range list {
				if text := test.src[d.start:d.end]; d.body > 0 {
					got = append(got, test.src[d.start:d.body]+"{}")
				} else {
					got = append(got, text)
				}
			}
			if !ok {
				got = []string{"not ok"}
			}
			assert.Equal(t, test.want, strings.Join(got, "|"))
		})
	}
}

// dump returns the nodes below one with their places, but for comments and what is in the bodies of functions.
func dump(fset *token.FileSet, node ast.Node) []string {
	var lines []string
	at := func(pos token.Pos) string {
		p := fset.PositionFor(pos, false)
		return fmt.Sprintf("%d:%d", p.Line, p.Column)
	}
	ast.Inspect(node, func(n ast.Node) bool {
		text := ""
		switch n := n.(type) {
		case nil, *ast.Comment, *ast.CommentGroup:
			return false
		case *ast.Ident:
			text = n.Name
		case *ast.BasicLit:
			text = n.Value
		case *ast.FuncDecl:
			if n.Body != nil {
				n.Body = &ast.BlockStmt{Lbrace: n.Body.Lbrace, Rbrace: n.Body.Lbrace + 1}
			}
		case *ast.File:
			return true // its end may lie in a comment
		}
		lines = append(lines, fmt.Sprintf("%T %s-%s %s", n, at(n.Pos()), at(n.End()), text))
		return true
	})
	return lines
}

// checkOutline compares the declarations of a file that parses with what is outlined of them. Files that do not parse are not to
// crash anything.
func checkOutline(t *testing.T, name string, src []byte) {
	t.Helper()
	fset := token.NewFileSet()
	whole, wholeErr := parser.ParseFile(fset, "whole.go", src, parser.SkipObjectResolution)
	l := newLoader(&request{Config: Config{Overlay: map[string][]byte{"f.go": src}}}, new(goList))
	s := newSlicer(l, &unit{node: &node{files: []string{"f.go"}}})
	if wholeErr == nil {
		require.Len(t, s.files, 1, name)
		list, ok := outline(s.files[0].src, s.files[0].declared())
		require.True(t, ok, name)
		var got []part
		for _, d := range list {
			p := &piece{outlined: d, file: s.files[0]}
			decl := s.parse(p)
			require.NotNil(t, decl, "%s: %s", name, d.names)
			var node ast.Node = decl
			if d.bare {
				node = decl.(*ast.GenDecl).Specs[0]
			}
			d.start, d.end, d.body, d.bare = 0, 0, 0, false // checked by the places of the nodes
			got = append(got, part{d, dump(l.fset, node)})
		}
		require.Empty(t, l.problems, name)
		if want := parts(fset, whole); !slices.EqualFunc(want, got, part.equal) { // Equal is much slower
			require.Equal(t, want, got, name)
		}
	}
	s.grow([]string{everything})
	s.emit()
}

// A part is a declaration that is kept or dropped as a whole.
type part struct {
	outlined
	nodes []string
}

func (p part) equal(q part) bool {
	return slices.Equal(p.nodes, q.nodes) && slices.Equal(p.names, q.names) &&
		p.tok == q.tok && p.method == q.method && p.recv == q.recv && p.alias == q.alias
}

// parts returns what outline is to find in a file, and what is to come of parsing it.
func parts(fset *token.FileSet, f *ast.File) (list []part) {
	for _, d := range f.Decls {
		gen, ok := d.(*ast.GenDecl)
		switch {
		case !ok || gen.Tok == token.CONST && gen.Lparen.IsValid() && placed(gen):
			list = append(list, part{outlinedDecl(d), dump(fset, d)})
		case gen.Tok != token.IMPORT:
			for _, spec := range gen.Specs {
				o := outlinedDecl(&ast.GenDecl{Tok: gen.Tok, Specs: []ast.Spec{spec}})
				if spec, ok := spec.(*ast.TypeSpec); ok && spec.Assign.IsValid() {
					o.alias = baseName(spec.Type)
				}
				list = append(list, part{o, dump(fset, spec)})
			}
		}
	}
	return list
}

// placed reports whether the constants of a declaration take their values from their places in it.
func placed(d *ast.GenDecl) bool {
	found := false
	for _, spec := range d.Specs {
		found = found || len(spec.(*ast.ValueSpec).Values) == 0
		ast.Inspect(spec, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && id.Name == "iota"
			return true
		})
	}
	return found
}

// TestOutlineOfStd outlines the files of std, of all systems, tests aside.
func TestOutlineOfStd(t *testing.T) {
	t.Parallel()
	root := filepath.Join(runtime.GOROOT(), "src")
	if testing.Short() {
		root = filepath.Join(root, "net")
	}
	n := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "cmd") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			src, err := os.ReadFile(name)
			require.NoError(t, err)
			n++
			checkOutline(t, name, src)
		}
		return nil
	})
	require.NoError(t, err)
	assert.NotZero(t, n)
}

func FuzzOutline(f *testing.F) {
	for _, name := range []string{"net/dial.go", "go/types/infer.go", "slices/sort.go", "os/file_windows.go", "unicode/utf8/utf8.go"} {
		src, err := os.ReadFile(filepath.Join(runtime.GOROOT(), "src", filepath.FromSlash(name)))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src))
	}
	for _, decl := range []string{
		"func f() struct{ a int } { return x }", "func f[T interface{ ~int }]() { g() }; func g() { '}' }", "var f = func() {}\nconst c = `\nfunc x() {`",
		"type A = *B\nfunc (A) m() { return func() {} }", "var a, b = func() { x }(), T{y: z}", "func f(", "func f() {", "var x = [...]T{", "type T struct {\n\tT\n\tx, y int `tag`\n}",
	} {
		f.Add("package p\n\n" + decl + "\n")
	}
	f.Fuzz(func(t *testing.T, src string) { checkOutline(t, "fuzz.go", []byte(src)) })
}
