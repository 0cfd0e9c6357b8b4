package outcomes_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine/code"
	"github.com/rdslint/rdslint/internal/engine/outcomes"
	"github.com/rdslint/rdslint/internal/engine/summary"
)

// stubs are the packages that the snippets import, as far as they need them: they are checked on every system.
var stubs = map[string]string{
	"golang.org/x/sys/windows": `package windows
import "syscall"
type Handle uintptr
type Errno = syscall.Errno
const (
	InvalidHandle = ^Handle(0)
	ERROR_SUCCESS syscall.Errno = 0
	ERROR_FILE_NOT_FOUND syscall.Errno = 2
	ERROR_ACCESS_DENIED syscall.Errno = 5
	ERROR_ALREADY_EXISTS syscall.Errno = 183
	WAIT_OBJECT_0 = 0
	WAIT_ABANDONED = 0x80
	WAIT_TIMEOUT = 258
	INFINITE = 0xffffffff
)
func CreateMutex(sa *byte, owner bool, name *uint16) (handle Handle, err error)
func CreateEvent(sa *byte, manual, initial uint32, name *uint16) (handle Handle, err error)
func OpenMutex(access uint32, inherit bool, name *uint16) (handle Handle, err error)
func WaitForSingleObject(h Handle, ms uint32) (event uint32, err error)
func CloseHandle(h Handle) error
func ReleaseMutex(h Handle) error
func GetLastError() error
func UTF16PtrFromString(s string) (*uint16, error)
`,
	"syscall": `package syscall
type Errno uintptr
func (e Errno) Error() string
func (e Errno) Is(target error) bool
type Handle uintptr
const ERROR_ALREADY_EXISTS Errno = 183
type LazyDLL struct{}
type LazyProc struct{}
func NewLazyDLL(name string) *LazyDLL
func (d *LazyDLL) NewProc(name string) *LazyProc
func (p *LazyProc) Call(a ...uintptr) (r1, r2 uintptr, lastErr error)
func (p *LazyProc) Addr() uintptr
func SyscallN(trap uintptr, args ...uintptr) (r1, r2 uintptr, err Errno)
func Syscall(trap, nargs, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno)
func GetLastError() error
func Exit(code int)
`,
	"os": `package os
import "io/fs"
var ErrExist = fs.ErrExist
func Exit(code int)
func IsExist(err error) bool
`,
	"io/fs":   "package fs\nvar ErrExist, ErrNotExist error\n",
	"errors":  "package errors\nfunc New(s string) error\nfunc Is(err, target error) bool\nfunc As(err error, target any) bool\n",
	"fmt":     "package fmt\nfunc Errorf(format string, a ...any) error\nfunc Println(a ...any) (int, error)\nfunc Printf(format string, a ...any) (int, error)\n",
	"log":     "package log\nfunc Println(a ...any)\nfunc Printf(format string, a ...any)\nfunc Fatal(a ...any)\nfunc Fatalf(format string, a ...any)\n",
	"strings": "package strings\nfunc Contains(s, sub string) bool\n",
	"time":    "package time\ntype Duration int64\nconst Second Duration = 1000\nfunc Sleep(d Duration)\n",
	"unsafe":  "",
	"sync":    "package sync\ntype Once struct{}\nfunc (o *Once) Do(f func())\n",
	"svc":     "package svc\ntype ChangeRequest struct{}\ntype Status struct{ State int }\n",
	"lib":     "package lib\nvar ErrRunning, ErrOther error\nfunc Log(v any)\nfunc Known(err error) bool\n",
}

type importer map[string]*types.Package

func (imp importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := imp[path]; pkg != nil {
		return pkg, nil
	}
	src, ok := stubs[path]
	if !ok {
		return nil, fmt.Errorf("no package %s", path)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, src, 0)
	if err != nil {
		return nil, err
	}
	pkg, err := (&types.Config{Importer: imp}).Check(path, fset, []*ast.File{file}, nil)
	imp[path] = pkg
	return pkg, err
}

// shared is the importer of all tests, which run at the same time.
type shared struct {
	mu  sync.Mutex
	imp importer
}

func (s *shared) Import(path string) (*types.Package, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.imp.Import(path)
}

var imports = &shared{imp: importer{}}

// prelude is what the snippets use.
const prelude = `
var (
	kernel32     = syscall.NewLazyDLL("kernel32.dll")
	createProc   = kernel32.NewProc("CreateMutexW")
	eventProc    = kernel32.NewProc("CreateEventW")
	openProc     = kernel32.NewProc("OpenMutexW")
	closeProc    = kernel32.NewProc("CloseHandle")
	lastProc     = kernel32.NewProc("GetLastError")
	waitProc     = kernel32.NewProc("WaitForSingleObject")
	ErrRunning   = errors.New("already running")
	name *uint16
)

func work()
func try() error
func ask() bool
func bringToFront()

type handle struct{ h uintptr; first bool }
`

// load indexes a snippet; its imports are those it needs.
func load(t *testing.T, src string, illTyped bool) *code.Package {
	t.Helper()
	src += prelude
	var head strings.Builder
	head.WriteString("package main\n")
	for path := range stubs {
		base := path[strings.LastIndexByte(path, '/')+1:]
		if strings.Contains(src, base+".") {
			fmt.Fprintf(&head, "import %q\n", path)
		}
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "main.go", head.String()+src, parser.SkipObjectResolution)
	require.NoError(t, err)
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := &types.Config{Importer: imports, IgnoreFuncBodies: false}
	if illTyped {
		conf.Error = func(error) {}
	}
	pkg, err := conf.Check("main", fset, []*ast.File{file}, info)
	if !illTyped {
		require.NoError(t, err)
	}
	return code.New(fset, []*ast.File{file}, pkg, info)
}

// find returns the function that the call of name stands in, the first in the source, and the call.
func find(t *testing.T, p *code.Package, names ...string) (*code.Func, *ast.CallExpr) {
	t.Helper()
	for _, f := range p.Funcs {
		if f.Body == nil {
			continue
		}
		for _, call := range f.Calls {
			text := types.ExprString(call)
			if _, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
				text = "literal("
			}
			for _, name := range names {
				if strings.HasPrefix(text, name+"(") {
					return f, call
				}
			}
		}
	}
	require.Fail(t, "no call", "%v", names)
	return nil, nil
}

var sites = []string{
	"windows.CreateMutex", "windows.CreateEvent", "windows.OpenMutex", "createProc.Call", "eventProc.Call", "openProc.Call",
	"syscall.SyscallN", "syscall.Syscall", "C.CreateMutexW", "win.CreateMutex",
}

var words = map[summary.Outcome]string{
	summary.OutcomeUnknown: "unknown", summary.OutcomeGoesOn: "goes on", summary.OutcomeEnds: "ends", summary.OutcomeReturned: "returned",
}

// describe prints an outcome and, if the caller is told, the answers.
func describe(o summary.Outcome, answers []summary.Answer) string {
	out := words[o]
	if o == summary.OutcomeReturned {
		for _, a := range answers {
			out += fmt.Sprintf(" %s/%s", a.Exists, a.New)
		}
	}
	return out
}

var (
	typed   = outcomes.TypedCreate
	raw     = outcomes.RawCall
	sys     = outcomes.Syscall
	opened  = outcomes.Opened
	rawOpen = outcomes.RawOpen
	bare    = outcomes.Bare
	silent  = outcomes.TypedSilent
)

func TestOf(t *testing.T) {
	t.Parallel()
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := load(t, tt.src, false)
			f, call := find(t, p, sites...)
			assert.Equal(t, tt.want, describe(outcomes.Of(f, call, tt.told())))
		})
	}
}

// TestChain asks a wrapper and then its callers.
func TestChain(t *testing.T) {
	t.Parallel()
	for _, tt := range chains {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := load(t, tt.src, false)
			f, call := find(t, p, sites...)
			outcome, answers := outcomes.Of(f, call, tt.told())
			got := []string{describe(outcome, answers)}
			for _, name := range tt.callers {
				require.Equal(t, summary.OutcomeReturned, outcome, "%v", got)
				f, call = find(t, p, name)
				outcome, answers = outcomes.Of(f, call, answers)
				got = append(got, describe(outcome, answers))
			}
			assert.Equal(t, tt.want, strings.Join(got, "; "))
		})
	}
}

func TestIllTyped(t *testing.T) {
	t.Parallel()
	for _, tt := range illTyped {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := load(t, tt.src, true)
			f, call := find(t, p, sites...)
			assert.Equal(t, tt.want, describe(outcomes.Of(f, call, tt.told())))
		})
	}
}

// TestCost holds a function of many branches and loops, and a long chain of calls, to their bounds.
func TestCost(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("func main() {\n_, err := windows.CreateMutex(nil, true, name)\nn := 0\n")
	for i := range 300 {
		fmt.Fprintf(&b, "for i := 0; i < %d; i++ { if ask() { n = %d; continue } else if n == %d { break } }\n", i, i, i)
	}
	b.WriteString("if err != nil { os.Exit(1) }\nwork()\n}\ntype chain struct{}\nfunc (c chain) next() chain\nfunc g() {\nvar c chain\nc")
	b.WriteString(strings.Repeat(".next()", 200))
	b.WriteString("\n}\n")
	p := load(t, b.String(), false)
	f, call := find(t, p, sites...)
	assert.Equal(t, "ends", describe(outcomes.Of(f, call, typed())))
	f, call = find(t, p, "c.next")
	assert.Equal(t, "goes on", describe(outcomes.Of(f, call, typed())))
}
