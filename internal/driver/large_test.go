package driver_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/driver"
)

// The head of the generated programs: a mutex whose name is handed down, and a service test by the name of a function.
const largeHead = `package main

import (
	"os"
	"syscall"
	"unsafe"
)

var createMutex = syscall.NewLazyDLL("kernel32.dll").NewProc("CreateMutexW")

func open(name string) uintptr {
	p, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return 0
	}
	h, _, _ := createMutex.Call(0, 0, uintptr(unsafe.Pointer(p)))
	return h
}

func near(name string) {
	p, _ := syscall.UTF16PtrFromString(name)
	createMutex.Call(0, 0, uintptr(unsafe.Pointer(p)))
}

type link struct {
	name string
	next *link
	do   func(string) uintptr
}

var arguments = os.Args

type caller interface{ call(name string) uintptr }

`

// judgeLarge judges a generated program of one file and returns the lines of what objectname says.
func judgeLarge(t *testing.T, body string) []int {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/large\n\ngo 1.24\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "main.go"), []byte(largeHead+body), 0o600))
	start := time.Now()
	prog, err := driver.Load(t.Context(), driver.Config{Dir: dir, Patterns: []string{"./..."}, Env: os.Environ()})
	require.NoError(t, err)
	for _, p := range prog.Packages {
		require.Empty(t, p.TypeErrors)
	}
	loaded := time.Now()
	res, err := driver.Run(t.Context(), prog, driver.Options{})
	require.NoError(t, err)
	require.Empty(t, res.Problems)
	t.Logf("loaded in %v, judged in %v", loaded.Sub(start), time.Since(loaded))
	var lines []int
	for _, f := range res.Findings {
		if f.Rule == "objectname" {
			lines = append(lines, prog.Fset.Position(f.Pos).Line)
		}
	}
	return lines
}

// Functions that all call each other, with arguments, results, branches, closures and function values that go round. Each
// calls its neighbours, as go/types itself takes minutes to order the variables where the calls go criss-cross.
func TestManyFunctionsInCycles(t *testing.T) {
	const n = 2000
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `func f%d(name string, l *link) (string, uintptr) {
	if len(os.Args) > %d {
		return f%d(name, l)
	}
	if l.next == nil || isService%d() {
		l = &link{name: name, next: l, do: open}
		go f%d(l.name, l.next)
		defer func() { f%d(name+"x", l) }()
	}
	s, h := f%d(name, l.next)
	if h == 0 {
		h = l.do(s)
	}
	return s, h
}

func isService%d() bool {
	if len(os.Args) == %d {
		return isService%d()
	}
	return os.Getenv("F%d") != "" || isService%d()
}

type t%d struct{ inner caller }

func (t t%d) call(name string) uintptr { return t.inner.call(name) }

`, i, i%5, (i+1)%n, i, (i+2)%n, (i+n-2)%n, (i+3)%n, i, i%7, (i+1)%n, i, (i+n-3)%n, i, i)
	}
	b.WriteString("func main() {\n\tf0(\"example-agent\", &link{do: open})\n\tvar c caller = t0{inner: t1{}}\n\tc.call(\"example-other\")\n\tnear(`example\\near`)\n}\n")
	lines := judgeLarge(t, b.String())
	assert.Contains(t, lines, strings.Count(largeHead+b.String(), "\n")-1, "the name beside them, which no fix corrects")
}

// A name that is handed down through many functions is found as far as is bounded, and each call stays a call.
func TestLongChain(t *testing.T) {
	const n = 2000
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "func f%d(name string) uintptr { return f%d(name) }\n\nfunc g%d(name string) string { return g%d(name + \"x\") }\n\n", i, i+1, i, i+1)
	}
	fmt.Fprintf(&b, "func f%d(name string) uintptr { return open(name) }\n\nfunc g%d(name string) string { return name }\n\n", n, n)
	b.WriteString("func main() {\n\tf0(\"example-far\")\n\topen(g0(\"example-long\"))\n\tnear(`example\\near`)\n}\n")
	lines := judgeLarge(t, b.String())
	end := strings.Count(largeHead+b.String(), "\n")
	assert.Contains(t, lines, end-1, "the name beside it")
}

// Nested blocks, closures, calls, expressions and literals.
func TestDeepNesting(t *testing.T) {
	const n = 200
	var b strings.Builder
	b.WriteString("func blocks() {\n")
	for i := range n {
		fmt.Fprintf(&b, "if len(os.Args) > %d {\n", i)
	}
	b.WriteString("open(\"example-blocks\")\n" + strings.Repeat("}\n", n) + "}\n\nfunc closures() {\n")
	b.WriteString(strings.Repeat("func() {\n", n) + "open(\"example-closures\")\n" + strings.Repeat("}()\n", n) + "}\n\n")
	b.WriteString("func same(s string) string { return s }\n\nfunc calls() {\nopen(" + strings.Repeat("same(", n) + "\"example-calls\"" + strings.Repeat(")", n) + ")\n}\n\n")
	b.WriteString("func sums() {\nopen(\"example-sums\"" + strings.Repeat(" + os.Args[0]", 10*n) + ")\n}\n\n")
	b.WriteString("var list = " + strings.Repeat("&link{next: ", n) + "nil" + strings.Repeat("}", n) + "\n\n")
	b.WriteString("func loops() {\n")
	for i := range n {
		fmt.Fprintf(&b, "for i%d := range len(os.Args) {\ns := os.Args[i%d]\n_ = s\n", i, i)
	}
	b.WriteString("open(\"example-loops\")\n" + strings.Repeat("}\n", n) + "}\n\n")
	b.WriteString("func main() {\nblocks()\nclosures()\ncalls()\nsums()\nloops()\n_ = list\n}\n")
	assert.GreaterOrEqual(t, len(judgeLarge(t, b.String())), 4)
}

// A field that is set and asked for in thousands of places, as compilers have one for the kind of an instruction.
func TestManyDefinitions(t *testing.T) {
	const n = 6000
	var b strings.Builder
	b.WriteString("type value struct {\n\top  int\n\targ *value\n}\n\nfunc same(op int) int { return op }\n\n")
	for i := range n {
		fmt.Fprintf(&b, "func rewrite%d(v *value) bool {\n\tif v.op == %d && same(v.arg.op) > same(v.op) {\n\t\tv.op = %d\n\t\tv.arg.op = same(v.op)\n\t\treturn true\n\t}\n\treturn false\n}\n\n", i, i, i+1)
	}
	b.WriteString("func main() {\n\trewrite0(&value{arg: new(value)})\n\tnear(`example\\near`)\n}\n")
	assert.Equal(t, []int{strings.Count(largeHead+b.String(), "\n") - 1}, judgeLarge(t, b.String()))
}
