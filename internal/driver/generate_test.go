package driver_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/output"
)

// What generated packages import of std, in turn: the largest last, which small modules do without.
var generatedImports = []string{"encoding/json", "os/exec", "text/template", "database/sql", "go/ast", "log/slog", "crypto/tls", "net/http"}

// generate writes a module of n packages, each of which imports up to three others. Some open objects by names that others
// give them, some of these run in a service.
func generate(t testing.TB, n int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	file := func(name, text string) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o777))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o666))
	}
	at := func(i int) string { return fmt.Sprintf("group%d/p%d", i%17, i) }
	file("go.mod", "module example.com/generated\n\ngo 1.24\n")
	for i := range n {
		var imports, calls strings.Builder
		for _, j := range []int{i / 2, i / 3, i - 1} {
			if path := fmt.Sprintf("\t\"example.com/generated/%s\"\n", at(j)); 0 <= j && j < i && !strings.Contains(imports.String(), path) {
				imports.WriteString(path)
				fmt.Fprintf(&calls, "\tif len(name) > %d {\n\t\tp%d.Run(name + \"%d\")\n\t}\n", j%7, j, i)
			}
		}
		std := generatedImports[i%len(generatedImports)]
		base := std[strings.LastIndexByte(std, '/')+1:]
		fmt.Fprintf(&imports, "\t_ %q\n", std)
		file(fmt.Sprintf("%s/%s.go", at(i), base), fmt.Sprintf(generatedPackage, i, imports.String(), calls.String()))
		if i%10 == 0 {
			file(fmt.Sprintf("%s/open.go", at(i)), fmt.Sprintf(generatedOpener, i, i))
		}
		if i%10 == 1 {
			file(fmt.Sprintf("%s/use.go", at(i)), fmt.Sprintf("package p%d\n\nimport %q\n\nfunc Use() { p%d.Open(`agent-%d`) }\n",
				i, "example.com/generated/"+at(i-1), i-1, i))
		}
	}
	file("main.go", fmt.Sprintf("package main\n\nimport %q\n\nfunc main() { p%d.Run(\"all\") }\n", "example.com/generated/"+at(n-1), n-1))
	return dir
}

const generatedPackage = `package p%d

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

%s)

var ErrStopped = errors.New("stopped")

type Options struct {
	Name    string
	Timeout time.Duration
	Labels  map[string][]string
}

type Cache[K comparable, V any] struct {
	mu      sync.Mutex
	entries map[K]V
}

func (c *Cache[K, V]) Get(k K, make func(K) (V, error)) (v V, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.entries[k]; ok {
		return v, nil
	}
	if v, err = make(k); err != nil {
		return v, fmt.Errorf("get %%v: %%w", k, err)
	}
	if c.entries == nil {
		c.entries = map[K]V{}
	}
	c.entries[k] = v
	return v, nil
}

type Worker struct {
	options Options
	files   Cache[string, []byte]
	done    chan struct{}
}

func New(o Options) *Worker {
	if o.Name == "" {
		o.Name, _ = os.Hostname()
	}
	return &Worker{options: o, done: make(chan struct{})}
}

func (w *Worker) Loop() error {
	tick := time.NewTicker(w.options.Timeout)
	defer tick.Stop()
	for {
		select {
		case <-w.done:
			return ErrStopped
		case <-tick.C:
		}
		for label, values := range w.options.Labels {
			for _, value := range values {
				if _, err := w.files.Get(label+"/"+value, os.ReadFile); err != nil {
					fmt.Fprintln(os.Stderr, err)
				}
			}
		}
	}
}

func Run(name string) {
	w := New(Options{Name: name, Timeout: time.Second})
	go func() {
		if err := w.Loop(); errors.Is(err, ErrStopped) {
			close(w.done)
		}
	}()
%s}
`

const generatedOpener = `package p%d

import (
	"syscall"
	"unsafe"
)

var createMutex = syscall.NewLazyDLL("kernel32.dll").NewProc("CreateMutexW")

func Open(name string) uintptr {
	p, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return 0
	}
	h, _, _ := createMutex.Call(0, 0, uintptr(unsafe.Pointer(p)))
	return h
}

func init() { Open("generated-%d") }
`

// judge loads and judges a module, and returns the report as JSON.
func judge(t testing.TB, cfg driver.Config) (prog *driver.Program, report string) {
	t.Helper()
	cfg.Patterns = []string{"./..."}
	if cfg.Env == nil {
		cfg.Env = append(os.Environ(), "GOPROXY=off", "GOWORK=off", "GOFLAGS=-mod=readonly")
	}
	prog, err := driver.Load(t.Context(), cfg)
	require.NoError(t, err)
	res, err := driver.Run(t.Context(), prog, driver.Options{})
	require.NoError(t, err)
	in := output.Input{
		Fset: prog.Fset, Findings: res.Findings, Dir: cfg.Dir, Read: prog.ReadFile,
		Packages: res.Packages, PartlyTyped: res.PartlyTyped,
	}
	var buf bytes.Buffer
	require.NoError(t, output.New(in).JSON(&buf))
	return prog, buf.String()
}

// sameByAllLoaders checks that a module has the same findings whoever loads it, and returns how many bytes they are.
func sameByAllLoaders(t *testing.T, dir string) int {
	t.Helper()
	loaders := []string{"packages", "auto", "golist"}
	if raceDetector {
		loaders = loaders[1:] // the reference takes minutes to read dependencies whole, and most of that is not our code
	}
	_, want := judge(t, driver.Config{Dir: dir, NoCgo: true, Loader: loaders[0]})
	for _, loader := range loaders[1:] {
		_, got := judge(t, driver.Config{Dir: dir, NoCgo: true, Loader: loader, Settings: new(engine.Settings)})
		assert.Equal(t, want, got, loader)
	}
	return len(want)
}

// It makes no difference either when packages are summarised, which Load does if it knows the settings.
func TestSameFindingsWhoeverSummarises(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/m\n\ngo 1.22\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "main.go"), []byte(`package main

import "os"

func main() {
	dir, _ := os.UserHomeDir()
	_ = os.WriteFile(dir+"/state", nil, 0o600)
}
`), 0o600))
	service := engine.Settings{Programs: map[string]string{"example.com/m": "service"}}
	for name, early := range map[string]*engine.Settings{"Run": nil, "Load": &service, "both, as Load had other settings": {}} {
		prog, err := driver.Load(t.Context(), driver.Config{Dir: dir, Settings: early})
		require.NoError(t, err)
		for range 2 { // a program can be judged again
			res, err := driver.Run(t.Context(), prog, driver.Options{Settings: service})
			require.NoError(t, err)
			require.NotEmpty(t, res.Findings, name)
			assert.Equal(t, "servicehome", res.Findings[0].Rule, name)
		}
	}
}

// What the module is judged from makes no difference: not who finds its packages, nor whether dependencies are read whole.
func TestSameFindingsOfGeneratedModules(t *testing.T) {
	t.Parallel()
	for _, n := range []int{6, 41} {
		dir := generate(t, n)
		assert.NotZero(t, sameByAllLoaders(t, dir))
	}
	_, report := judge(t, driver.Config{Dir: generate(t, 41)})
	assert.Contains(t, report, "agent-31", "it has something to find")
}

// The fixtures import the real bindings.
func TestSameFindingsOfFixtures(t *testing.T) {
	if testing.Short() {
		t.Skip("the reference takes long: run without -short")
	}
	t.Parallel()
	root, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	require.NoError(t, err)
	assert.Greater(t, sameByAllLoaders(t, root), 10_000)
}

// What a run allocates grows with the module, and no faster.
func TestGrowth(t *testing.T) {
	allocated := func(n int) uint64 {
		dir := generate(t, n)
		judge(t, driver.Config{Dir: dir}) // the first time pays for what is made once
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		judge(t, driver.Config{Dir: dir})
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	small, large := allocated(50), allocated(400)
	assert.Less(t, large, 9*small, "%d bytes for 50 packages, %d for 400", small, large)
}

// BenchmarkModule loads and judges generated modules.
func BenchmarkModule(b *testing.B) {
	for _, n := range []int{200, 1000, 5000} {
		b.Run(fmt.Sprintf("packages=%d", n), func(b *testing.B) {
			dir := generate(b, n)
			debug.FreeOSMemory()
			var peak uint64
			stop, stopped := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(stopped)
				tick := time.NewTicker(10 * time.Millisecond)
				defer tick.Stop()
				for {
					var stats runtime.MemStats
					runtime.ReadMemStats(&stats)
					peak = max(peak, stats.HeapInuse)
					select {
					case <-stop:
						return
					case <-tick.C:
					}
				}
			}()
			for b.Loop() {
				judge(b, driver.Config{Dir: dir, Settings: new(engine.Settings)})
			}
			close(stop)
			<-stopped
			b.ReportMetric(float64(peak)/1e6, "peak-MB")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/package")
		})
	}
}
