package names_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// declarations of what the programs of FuzzValues call. The evaluator knows it by name.
var declarations = map[string]string{
	"fmt": `func Sprintf(format string, a ...any) string
func Sprint(a ...any) string
func Sprintln(a ...any) string
`,
	"strconv": `func Itoa(i int) string
func FormatInt(i int64, base int) string
func FormatBool(b bool) string
func Quote(s string) string
func Atoi(s string) (int, error)
`,
	"strings": `type Builder struct{ _ int }
func (*Builder) WriteString(s string) (int, error)
func (*Builder) WriteByte(c byte) error
func (*Builder) WriteRune(r rune) (int, error)
func (*Builder) String() string
func ToLower(s string) string
func ToUpper(s string) string
func TrimSpace(s string) string
func Trim(s, cutset string) string
func TrimLeft(s, cutset string) string
func TrimRight(s, cutset string) string
func TrimPrefix(s, prefix string) string
func TrimSuffix(s, suffix string) string
func ReplaceAll(s, old, new string) string
func Replace(s, old, new string, n int) string
func Repeat(s string, count int) string
func Join(elems []string, sep string) string
`,
}

// stubs are packages of declarations.
type stubs map[string]*types.Package

func (s stubs) Import(path string) (*types.Package, error) {
	if s[path] == nil {
		return nil, fmt.Errorf("no package %s", path)
	}
	return s[path], nil
}

// A program is a Go function that returns a string, written by chance together with that string.
type program struct {
	rnd   *rand.Rand
	pool  []string // texts that it uses
	decls strings.Builder
	body  strings.Builder
	next  int
	yes   bool // what its parameter is
}

func (p *program) name() string {
	p.next++
	return fmt.Sprintf("v%d", p.next)
}

// literal spells a text.
func (p *program) literal(text string) string {
	switch p.rnd.IntN(5) {
	case 0:
		if !strings.ContainsAny(text, "`\r\ufeff\x00") && strconv.Quote(text) != "" && validUTF8(text) {
			return "`" + text + "`"
		}
	case 1:
		return strconv.QuoteToASCII(text)
	case 2:
		var b strings.Builder
		for i := range len(text) {
			fmt.Fprintf(&b, []string{`\x%02x`, `\%03o`}[p.rnd.IntN(2)], text[i])
		}
		return `"` + b.String() + `"`
	case 3:
		i := p.rnd.IntN(len(text) + 1)
		return "(" + strconv.Quote(text[:i]) + " + " + strconv.Quote(text[i:]) + ")"
	}
	return strconv.Quote(text)
}

func validUTF8(text string) bool { return strings.ToValidUTF8(text, "?") == text }

func (p *program) text() string { return p.pool[p.rnd.IntN(len(p.pool))] }

// number returns an expression of type int and its value.
func (p *program) number() (string, int) {
	n := []int{0, 1, 2, 7, 9, 10, 42, -1, -300, 65536}[p.rnd.IntN(10)]
	switch p.rnd.IntN(4) {
	case 0:
		v := p.name()
		fmt.Fprintf(&p.body, "\tvar %s int = %d\n", v, n)
		return v, n
	case 1:
		c := p.name()
		fmt.Fprintf(&p.decls, "const %s = %d\n", c, n)
		return c, n
	case 2:
		v := p.name()
		fmt.Fprintf(&p.body, "\t%s := %d\n", v, n)
		return "int(uint8(" + v + "))", int(uint8(n))
	}
	return strconv.Itoa(n), n
}

// operand returns an expression of some type and its value.
func (p *program) operand(depth int) (string, any) {
	switch p.rnd.IntN(5) {
	case 0:
		return p.number()
	case 1:
		b := p.rnd.IntN(2) == 0
		return strconv.FormatBool(b), b
	case 2:
		src, n := p.number()
		return "uint16(" + src + " & 255)", uint16(n & 255)
	}
	return p.string(depth)
}

var verbs = []string{"%s", "%v", "%d", "%q", "%x", "%X", "%t", "%c", "%U", "%o", "%b", "%T", "%5s", "%-5s|", "%.2s", "%05d", "%+d", "% d", "%#v", "%#x", "%+q", "%%", "%!", "%", "%8.3q", "%é", "%-", "%300d"}

// string returns an expression of type string and its value.
func (p *program) string(depth int) (string, string) {
	kind := p.rnd.IntN(22)
	if depth <= 0 {
		kind %= 2
	}
	depth--
	switch kind {
	case 0, 1:
		text := p.text()
		return p.literal(text), text
	case 2:
		a, x := p.string(depth)
		b, y := p.string(depth)
		return "(" + a + " + " + b + ")", x + y
	case 3, 4, 5:
		format := p.text()
		for range p.rnd.IntN(4) {
			format += verbs[p.rnd.IntN(len(verbs))] + p.text()
		}
		src := "fmt.Sprintf(" + p.literal(format)
		var args []any
		for range p.rnd.IntN(4) {
			a, x := p.operand(depth)
			src += ", " + a
			args = append(args, x)
		}
		return src + ")", fmt.Sprintf(format, args...)
	case 6:
		var list []string
		var args []any
		for range p.rnd.IntN(4) {
			a, x := p.operand(depth)
			list, args = append(list, a), append(args, x)
		}
		if p.rnd.IntN(2) == 0 {
			return "fmt.Sprint(" + strings.Join(list, ", ") + ")", fmt.Sprint(args...)
		}
		return "fmt.Sprintln(" + strings.Join(list, ", ") + ")", fmt.Sprintln(args...)
	case 7:
		a, n := p.number()
		base := []int{2, 8, 10, 16, 36}[p.rnd.IntN(5)]
		return fmt.Sprintf("strconv.FormatInt(int64(%s), %d)", a, base), strconv.FormatInt(int64(n), base)
	case 8:
		a, n := p.number()
		return "strconv.Itoa(" + a + ")", strconv.Itoa(n)
	case 9:
		a, x := p.string(depth)
		return "strings.ToLower(" + a + ")", strings.ToLower(x)
	case 10:
		a, x := p.string(depth)
		return "strings.ToUpper(" + a + ")", strings.ToUpper(x)
	case 11:
		a, x := p.string(depth)
		b, y := p.string(0)
		c, z := p.string(0)
		if p.rnd.IntN(2) == 0 {
			return fmt.Sprintf("strings.ReplaceAll(%s, %s, %s)", a, b, c), strings.ReplaceAll(x, y, z)
		}
		d, n := p.number()
		return fmt.Sprintf("strings.Replace(%s, %s, %s, %s)", a, b, c, d), strings.Replace(x, y, z, n)
	case 12:
		a, x := p.string(depth)
		return "strings.TrimSpace(" + a + ")", strings.TrimSpace(x)
	case 13:
		a, x := p.string(depth)
		b, y := p.string(0)
		i := p.rnd.IntN(5)
		name := []string{"Trim", "TrimLeft", "TrimRight", "TrimPrefix", "TrimSuffix"}[i]
		trim := []func(s, t string) string{strings.Trim, strings.TrimLeft, strings.TrimRight, strings.TrimPrefix, strings.TrimSuffix}[i]
		return fmt.Sprintf("strings.%s(%s, %s)", name, a, b), trim(x, y)
	case 14:
		var list, texts []string
		for range p.rnd.IntN(4) {
			a, x := p.string(depth)
			list, texts = append(list, a), append(texts, x)
		}
		b, y := p.string(0)
		return fmt.Sprintf("strings.Join([]string{%s}, %s)", strings.Join(list, ", "), b), strings.Join(texts, y)
	case 15:
		a, x := p.string(depth)
		v := p.name()
		fmt.Fprintf(&p.body, "\t%s := %s\n", v, a)
		switch p.rnd.IntN(4) {
		case 0:
			b, y := p.string(0)
			fmt.Fprintf(&p.body, "\t%s += %s\n", v, b)
			x += y
		case 1:
			b, y := p.string(0)
			fmt.Fprintf(&p.body, "\tif yes {\n\t\t%s = %s\n\t}\n", v, b)
			if p.yes {
				x = y
			}
		case 2:
			b, y := p.string(0)
			fmt.Fprintf(&p.body, "\tfor i := 0; i < 2; i++ {\n\t\t%s += %s\n\t}\n", v, b)
			x += y + y
		}
		return v, x
	case 16:
		a, x := p.string(0)
		f := p.name()
		b, y := p.string(depth)
		fmt.Fprintf(&p.decls, "func %s(s string) string { return s + %q }\n", f, x)
		_ = a
		return f + "(" + b + ")", y + x
	case 17:
		a, x := p.string(depth)
		v := p.name()
		fmt.Fprintf(&p.body, "\tvar %s strings.Builder\n\t%s.WriteString(%s)\n", v, v, a)
		switch p.rnd.IntN(5) {
		case 0:
			fmt.Fprintf(&p.body, "\t%s.WriteByte('z')\n", v)
			x += "z"
		case 1:
			fmt.Fprintf(&p.body, "\t%s.WriteRune('é')\n", v)
			x += "é"
		case 2:
			fmt.Fprintf(&p.body, "\tif yes {\n\t\t%s.WriteString(\"y\")\n\t}\n", v)
			if p.yes {
				x += "y"
			}
		case 3:
			fmt.Fprintf(&p.body, "\tfor range 3 {\n\t\t%s.WriteString(\"r\")\n\t}\n", v)
			x += "rrr"
		}
		return v + ".String()", x
	case 18:
		a, x := p.string(depth)
		v := p.name()
		fmt.Fprintf(&p.body, "\t%s := []string{%s, \"other\"}\n", v, a)
		if p.rnd.IntN(2) == 0 {
			b, y := p.string(0)
			fmt.Fprintf(&p.body, "\t%s[0] = %s\n", v, b)
			x = y
		}
		return v + "[0]", x
	case 19:
		a, x := p.string(depth)
		return "string([]byte(" + a + "))", x
	case 20:
		a, x := p.string(depth)
		b, y := p.string(0)
		return "string(append([]byte(" + a + "), " + b + "...))", x + y
	default:
		a, x := p.string(depth)
		v := p.name()
		fmt.Fprintf(&p.body, "\tvar %s struct{ text string }\n\t%s.text = %s\n", v, v, a)
		return v + ".text", x
	}
}

// FuzzValues writes programs by chance and compares what the evaluator says of their result with what they return, which package
// fmt and its like know. Paths are not among it: of those the evaluator tells the elements, and of what is trimmed or replaced in
// parts nothing.
func FuzzValues(f *testing.F) {
	fset := token.NewFileSet()
	std := make(stubs)
	for path, text := range declarations {
		file, err := parser.ParseFile(fset, path+".go", "package "+path+"\n"+text, parser.SkipObjectResolution)
		require.NoError(f, err)
		conf := types.Config{IgnoreFuncBodies: true}
		std[path], err = conf.Check(path, fset, []*ast.File{file}, nil)
		require.NoError(f, err)
	}
	for seed := range uint64(300) {
		f.Add(seed, `Global\`, "a b", "%s")
	}
	f.Add(uint64(1), "\xff", "é", "%[1]d")
	f.Add(uint64(2), "`", "\r\n", "%*d")
	f.Fuzz(func(t *testing.T, seed uint64, a, b, c string) {
		p := &program{rnd: rand.New(rand.NewPCG(seed, 0)), pool: []string{a, b, c, "", "x", `Global\`, " y ", "/", "Ab"}}
		p.yes = p.rnd.IntN(2) == 0
		src, want := p.string(4)
		text := "package p\n\nimport (\n\t\"fmt\"\n\t\"strconv\"\n\t\"strings\"\n)\n\nvar _, _, _ = fmt.Sprint, strconv.Itoa, strings.ToLower\n\n" +
			p.decls.String() + "\nfunc f(yes bool) string {\n" + p.body.String() + "\treturn " + src + "\n}\n"
		if len(text) > 20_000 || len(want) > 20_000 {
			return
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "p.go", text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		pkg, errs := check(fset, file, std)
		if errs != nil {
			return // a byte or a constant that is none
		}
		e := names.New(pkg, winapi.Default(), alone{})
		fn := pkg.Funcs[slices.IndexFunc(pkg.Funcs, func(f *code.Func) bool { return f.Obj != nil && f.Obj.Name() == "f" })]
		results := e.Results(fn)
		if len(results) != 1 {
			t.Fatalf("%d results\n%s", len(results), text)
		}
		for _, said := range results[0] {
			if pattern(said).MatchString(latin(want)) {
				return
			}
		}
		t.Errorf("%q is none of %q\n%s", want, results[0], text)
	})
}

// pattern matches the texts that a value can be, in Latin letters for bytes.
func pattern(t names.Text) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`(?s)\A`)
	for _, s := range t {
		switch {
		case s.Kind == names.Known:
			b.WriteString(regexp.QuoteMeta(latin(s.Text)))
		case s.Plain:
			b.WriteString(`[^\\/]*`)
		default:
			b.WriteString(`.*`)
		}
	}
	b.WriteString(`\z`)
	return regexp.MustCompile(b.String())
}

func latin(text string) string {
	var b strings.Builder
	for i := range len(text) {
		b.WriteRune(rune(text[i]))
	}
	return b.String()
}
