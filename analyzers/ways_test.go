package analyzers_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/driver"
)

// Programs in which many ways lead to one place: values that are made of one value twice, again and again, and functions that
// call the next one hundreds of times. Whoever goes every way comes to no end. No limits of time are held here: what does not
// end fails with the test.
func TestManyWays(t *testing.T) {
	const many = 400
	// doubled gives the variable name1 what format makes of name0, and so on up to name60.
	doubled := func(name, format string) string {
		var b strings.Builder
		for i := range 60 {
			fmt.Fprintf(&b, "%[1]s%[2]d := "+format+"\n", name, i+1, fmt.Sprint(name, i))
		}
		return b.String()
	}
	// layers declares functions f0 to f5, each of which calls the next with x, the last one the function to.
	layers := func(typ, to string) string {
		var b strings.Builder
		for i := range 6 {
			next := fmt.Sprintf("f%d", i+1)
			if i == 5 {
				next = to
			}
			fmt.Fprintf(&b, "func f%d(x %s) {\n%s}\n\n", i, typ, strings.Repeat(next+"(x)\n", many))
		}
		return b.String()
	}
	tests := map[string]string{
		"keys": `import "net"

type key struct{ a, b any }

var conns = map[any]net.Conn{}

func main() {
	l, _ := net.Listen("tcp", ":7000")
	for {
		c, _ := l.Accept()
		host, _, _ := net.SplitHostPort(c.RemoteAddr().String())
		v0 := key{host, host}
		` + doubled("v", "key{%[3]s, %[3]s}") + `
		conns[v60] = c
	}
}`,
		"keys in a circle": `import "net"

type key struct{ a, b any }

var conns = map[any]net.Conn{}

var a any = key{b, 1}
var b any = key{a, 2}

func main() {
	l, _ := net.Listen("tcp", ":7000")
	for {
		c, _ := l.Accept()
		conns[a] = c
	}
}`,
		"truths": `import (
	"net"
	"net/http"
)

func serve(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	v0 := net.ParseIP(host).IsLoopback()
	x0 := r.Method == "GET"
	` + doubled("v", "%[3]s && %[3]s") + doubled("x", "%[3]s || %[3]s") + `
	if v60 && x60 {
		w.Write([]byte("secret"))
		return
	}
	if user, pass, ok := r.BasicAuth(); !ok || user != pass {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	w.Write([]byte("secret"))
}

func main() {
	http.HandleFunc("/", serve)
	http.ListenAndServe(":7000", nil)
}`,
		"listeners": `import "net"

func serve(l net.Listener) {
	c, _ := l.Accept()
	c.Read(make([]byte, 10))
}

` + layers("net.Listener", "serve") + `func main() {
	l, _ := net.Listen("tcp", ":7000")
	f0(l)
}`,
		"processes": `import (
	"os"
	"strings"
	"syscall"
	"unsafe"
)

func show(id uint32) { println(id) }

` + layers("uint32", "show") + `func kill(v0 string) {
	snapshot, _ := syscall.CreateToolhelp32Snapshot(syscall.TH32CS_SNAPPROCESS, 0)
	var e syscall.ProcessEntry32
	e.Size = uint32(unsafe.Sizeof(e))
	for err := syscall.Process32First(snapshot, &e); err == nil; err = syscall.Process32Next(snapshot, &e) {
		if strings.EqualFold(syscall.UTF16ToString(e.ExeFile[:]), v0) {
			f0(e.ProcessID)
		}
	}
}

func main() { kill(os.Args[1]) }`,
		"names": `import (
	"os"
	"strings"
	"syscall"
	"unsafe"
)

func kill(v0 string) {
	snapshot, _ := syscall.CreateToolhelp32Snapshot(syscall.TH32CS_SNAPPROCESS, 0)
	var e syscall.ProcessEntry32
	e.Size = uint32(unsafe.Sizeof(e))
	for err := syscall.Process32First(snapshot, &e); err == nil; err = syscall.Process32Next(snapshot, &e) {
		` + doubled("v", strings.Repeat("%[3]s + ", many)+"%[3]s") + `
		if strings.EqualFold(syscall.UTF16ToString(e.ExeFile[:]), v60) {
			h, _ := syscall.OpenProcess(syscall.PROCESS_TERMINATE, false, e.ProcessID)
			syscall.TerminateProcess(h, 1)
		}
	}
}

func main() { kill(os.Args[1]) }`,
		"loops": `import "time"

var n int

func count(x int) { n += x }

` + layers("int", "count") + `func main() {
	go func() {
		for range time.NewTicker(10 * time.Millisecond).C {
			f0(1)
		}
	}()
	for {
		f0(2)
		time.Sleep(time.Millisecond)
	}
}`,
		"contexts": `import (
	"context"
	"time"
)

func poll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		default:
		}
		time.Sleep(time.Millisecond)
	}
}

` + layers("context.Context", "poll") + `func main() { f0(context.Background()) }`,
		"commands": `import "os/exec"

func main() {
	exec.Command("powershell", "-Command", "` + strings.Repeat("Stop-Process -Name helper; ", 20*many) + `").Run()
	exec.Command("cmd", "/c", "` + strings.Repeat("taskkill /IM helper.exe & ", 20*many) + `").Run()
}`,
	}
	for name, src := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/ways\n\ngo 1.24\n"), 0o600))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "main.go"), []byte("package main\n\n"+src+"\n"), 0o600))
			env := append(os.Environ(), "GOOS=windows", "GOPROXY=off")
			prog, err := driver.Load(t.Context(), driver.Config{Dir: dir, Patterns: []string{"./..."}, Env: env})
			require.NoError(t, err)
			res, err := driver.Run(t.Context(), prog, driver.Options{})
			require.NoError(t, err)
			assert.Equal(t, 1, res.Packages)
			assert.False(t, slices.ContainsFunc(res.Problems, func(p driver.Problem) bool { return p.Kind == "rule" }), "a rule gave up: %v", res.Problems)
		})
	}
}
