package code_test

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
)

// check type-checks a package of one file; its errors are ignored, as they are in real runs.
func check(src string) *code.Package {
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, "p.go", "package p\n"+src, parser.SkipObjectResolution)
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil), Error: func(error) {}}
	pkg, _ := conf.Check("p", fset, []*ast.File{file}, info)
	return code.New(fset, []*ast.File{file}, pkg, info)
}

// calls returns the calls of the function named mark, by their only argument, with the function around each.
func calls(t *testing.T, p *code.Package) map[string]*ast.CallExpr {
	t.Helper()
	out := map[string]*ast.CallExpr{}
	for _, f := range p.Funcs {
		for _, c := range f.Calls {
			if id, ok := c.Fun.(*ast.Ident); ok && id.Name == "mark" {
				out[strings.Trim(c.Args[0].(*ast.BasicLit).Value, `"`)] = c
			}
		}
	}
	require.NotEmpty(t, out)
	return out
}

const mark = `
func mark(string) {}
func test() bool { return false }
func stop() { panic("") }
func kind() string { return "" }
`

func TestConds(t *testing.T) {
	p := check(mark + `
func f(a, b bool) {
	if a && !b { mark("and") }
	if a || b { mark("or") }
	mark("after")
	if !test() { stop() }
	mark("stopped")
	switch kind() {
	case "x": mark("x")
	case "y", "z": mark("y or z")
	default: mark("neither")
	}
	switch {
	case a: mark("case")
	}
	for a { mark("loop") }
	mark("done")
}`)
	want := map[string][]string{
		"and":     {"a is true", "b is false"},
		"or":      {"a || b is true"},
		"after":   nil,
		"stopped": {"test() is true"},
		"x":       {"test() is true", `kind() == "x" is true`},
		"y or z":  {"test() is true", `kind() == "x" is false`},
		"neither": {"test() is true", `kind() == "x" is false`, `kind() == "y" is false`, `kind() == "z" is false`},
		"case":    {"test() is true", "a is true"},
		"loop":    {"test() is true", "a is true"},
		"done":    {"test() is true", "a is false"},
	}
	for name, call := range calls(t, p) {
		g := p.Enclosed(call.Pos()).Graph()
		var got []string
		for _, c := range g.Conds(g.Block(call.Pos())) {
			s := types.ExprString(c.Expr)
			if c.Tag != nil {
				s = types.ExprString(c.Tag) + " == " + s
			}
			if c.Value {
				got = append(got, s+" is true")
			} else {
				got = append(got, s+" is false")
			}
		}
		assert.Equal(t, want[name], got, name)
	}
}

func TestDead(t *testing.T) {
	p := check(mark + `
const system = "windows"
func f() {
	if system == "linux" { mark("dead branch"); return }
	mark("alive")
	switch system {
	case "darwin": mark("dead case")
	case "windows": mark("live case")
	}
	if system != "windows" { return }
	mark("alive too")
	return
	mark("dead after return")
}`)
	for name, call := range calls(t, p) {
		g := p.Enclosed(call.Pos()).Graph()
		assert.Equal(t, strings.HasPrefix(name, "dead"), g.Dead(call.Pos()), name)
	}
}

func TestReaching(t *testing.T) {
	p := check(mark + `
func use(string) {}
func f(given string, yes bool) {
	use(given)
	name := "a"
	if yes { name = "b" }
	use(name)
	name = "c"
	use(name)
	kept := "d"
	func() { kept = "e" }()
	use(kept)
	for i := 0; i < 3; i++ {
		var again string
		use(again)
		again = "f"
	}
}`)
	want := [][]string{{"given"}, {`"a"`, `"b"`}, {`"c"`}, {`"d"`, `"e"`}, {"zero"}}
	i := 0
	for _, f := range p.Funcs {
		for _, c := range f.Calls {
			id, ok := c.Fun.(*ast.Ident)
			if !ok || id.Name != "use" {
				continue
			}
			arg := c.Args[0].(*ast.Ident)
			var got []string
			for _, d := range p.Reaching(p.Info.Uses[arg].(*types.Var), arg.Pos()) {
				switch d.Kind {
				case code.Given:
					got = append(got, "given")
				case code.Zero:
					got = append(got, "zero")
				default:
					got = append(got, types.ExprString(d.Value))
				}
			}
			assert.ElementsMatch(t, want[i], got, "use %d of %s", i, arg.Name)
			i++
		}
	}
	assert.Equal(t, len(want), i)
}

func TestIllTypedCodeIsIndexed(t *testing.T) {
	p := check(mark + `
func f() {
	var x missing.Type = undefined(1)
	if x.y { mark("here") }
	x = 2 +
}
func g() { mark("there") }`)
	got := calls(t, p)
	assert.Contains(t, got, "here")
	for _, f := range p.Funcs {
		assert.NotPanics(t, func() {
			if g := f.Graph(); g != nil {
				for b := range g.Len() {
					g.Conds(b)
				}
			}
		}, f.ID)
	}
}

func TestFuncs(t *testing.T) {
	p := check(`
type T struct{}
func (*T) M() { func() { go func() {}() }() }
var v = func() int { return 1 }()
func init() {}
func init() {}
`)
	var ids []string
	for _, f := range p.Funcs {
		ids = append(ids, f.ID)
	}
	assert.Equal(t, []string{"p.init$vars", "(*p.T).M", "(*p.T).M$1", "(*p.T).M$1$1", "p.init$vars$1", "p.init#0", "p.init#1"}, ids)
}

func TestLongChainsOfBranches(t *testing.T) {
	// The conditions of a block are found along its dominators: a function with thousands of early returns must not cost
	// more than their number squared, nor a deep recursion.
	p := check(mark + "func f(n int) {\n" + strings.Repeat("if n == 1 { return }\n", 3000) + "mark(\"end\")\n}")
	call := calls(t, p)["end"]
	g := p.Enclosed(call.Pos()).Graph()
	assert.Len(t, g.Conds(g.Block(call.Pos())), 256)
}

// A function is called the same here and in go/types, whatever its receiver is.
func TestFullName(t *testing.T) {
	p := check(`
import ("fmt"; "io"; "sync/atomic")
type T struct{ fmt.Stringer }
func (T) Value() {}
func (*T) Pointer() {}
type A = T
func (A) Alias() {}
func (*A) PointerAlias() {}
type G[X any] struct{}
func (*G[X]) Generic() {}
type I interface{ io.Reader; M() }
func f(t T, i I, anonymous interface{ N() }, g *G[int], a *atomic.Pointer[T], err error) {
	t.Value(); t.Pointer(); t.Alias(); t.PointerAlias(); t.String()
	i.M(); i.Read(nil); anonymous.N(); g.Generic(); a.Load(); _ = err.Error()
	type local interface{ L() }
	var l local
	l.L()
	fmt.Println()
	f(t, i, anonymous, g, a, err)
}
func (undeclared) Broken() {}
func (int) Basic() {}
`)
	seen := map[string]bool{}
	for _, objs := range []map[*ast.Ident]types.Object{p.Info.Uses, p.Info.Defs} {
		for _, obj := range objs {
			if fn, ok := obj.(*types.Func); ok {
				assert.Equal(t, fn.FullName(), p.FullName(fn))
				seen[fn.Name()] = true
			}
		}
	}
	for _, name := range strings.Fields("Value Pointer Alias PointerAlias Generic M Read N Load Error String L Println f Broken Basic") {
		assert.Contains(t, seen, name)
	}
}
