package driver

import (
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/cache"
	"github.com/rdslint/rdslint/internal/engine"
)

const mainFile = `package main

import "example.com/m/middle"

func main() { middle.Run() }
`

// A service that shows something through a package in the middle, and two locks, one named by a module that stands in for
// another.
const remembered = `
-- go.mod --
module example.com/m

go 1.22

require example.com/dep v1.0.0

replace example.com/dep => ./dep
-- main.go --
` + mainFile + `
-- middle/middle.go --
package middle

import "example.com/m/lock"

func Run() { lock.Take() }
-- lock/lock.go --
package lock

import (
	"syscall"
	"unsafe"

	"example.com/dep"
)

var create = syscall.NewLazyDLL("kernel32.dll").NewProc("CreateMutexW")

// Take takes the lock.
func Take() {
	name, _ := syscall.UTF16PtrFromString(dep.Name)
	create.Call(0, 0, uintptr(unsafe.Pointer(name)))
}
-- other/other.go --
package other

import (
	"syscall"
	"unsafe"
)

func Take() {
	name, _ := syscall.UTF16PtrFromString("other")
	syscall.NewLazyDLL("kernel32.dll").NewProc("CreateEventW").Call(0, 0, 0, uintptr(unsafe.Pointer(name)))
}
-- dep/go.mod --
module example.com/dep

go 1.22
-- dep/dep.go --
package dep

const Name = "agent"
-- dep/off.go --
//go:build off

package dep

const Off = "off"
-- elsewhere/go.mod --
module example.com/dep

go 1.22
-- elsewhere/dep.go --
package dep

const Name = "agent of elsewhere"
`

// tell returns all that a result says.
func tell(prog *Program, res *Result) string {
	var b strings.Builder
	at := func(pos token.Pos) string { return prog.Fset.PositionFor(pos, false).String() }
	finding := func(f *engine.Finding) {
		fmt.Fprintf(&b, "%s-%s: %s: %q (%s) %q %q %q %q\n", at(f.Pos), at(f.End), f.Level, f.Message, f.Rule, f.Package, f.Func, f.Contexts, f.URL)
		for _, s := range f.Path {
			fmt.Fprintf(&b, "\t%s %v %q\n", at(s.Pos), s.Where, s.Message)
		}
	}
	fix := func(x engine.Fix) {
		fmt.Fprintf(&b, "\tfix %q %v\n", x.Message, x.Safe)
		for _, e := range x.Edits {
			fmt.Fprintf(&b, "\t\t%s-%s %q\n", at(e.Pos), at(e.End), e.New)
		}
	}
	fmt.Fprintf(&b, "%d %d\n", res.Packages, res.PartlyTyped)
	for _, f := range res.Findings {
		finding(f)
		for _, x := range f.Fixes {
			fix(x)
		}
	}
	for _, p := range res.Problems {
		fmt.Fprintf(&b, "%+v\n", p)
	}
	for _, w := range res.Withheld {
		fmt.Fprintf(&b, "withheld %q %d ", w.Why, slices.Index(res.Findings, w.Finding))
		finding(w.Finding)
		fix(w.Fix)
	}
	return b.String()
}

// A rememberer runs with a cache.
type rememberer struct {
	cfg     Config
	opts    Options
	cache   *cache.Cache
	shelved atomic.Bool // the last run that was not recalled had the types of dependencies from the shelf
}

func remember(t *testing.T, dir string) *rememberer {
	return &rememberer{
		cfg:   Config{Dir: dir, Patterns: []string{"./..."}, Env: offline("GOFLAGS=")},
		cache: cache.Open(t.TempDir()),
	}
}

// plain runs without a cache.
func (r *rememberer) plain(t *testing.T) string {
	t.Helper()
	prog, err := Load(t.Context(), r.cfg)
	require.NoError(t, err)
	res, err := Run(t.Context(), prog, r.opts)
	require.NoError(t, err)
	return tell(prog, res)
}

// run does what the command does, and reports whether the result was recalled.
func (r *rememberer) run(t *testing.T) (said string, recalled bool) {
	t.Helper()
	said, recalled, err := r.try(t)
	require.NoError(t, err)
	return said, recalled
}

// try is run with the error of keeping the result.
func (r *rememberer) try(t *testing.T) (said string, recalled bool, err error) {
	t.Helper()
	m := NewMemory(t.Context(), r.cache, r.cfg, r.opts)
	require.NotNil(t, m)
	if prog, res := m.Recall(t.Context()); res != nil {
		return tell(prog, res), true, nil
	}
	prog, err := Load(t.Context(), m.Config(r.cfg))
	require.NoError(t, err)
	r.shelved.Store(prog.loader.shelved != nil)
	res, err := Run(t.Context(), prog, r.opts)
	require.NoError(t, err)
	err = m.Keep(prog, res)
	return tell(prog, res), false, err
}

// A change to a module or to what is asked.
type change struct {
	name string
	do   func(t *testing.T, r *rememberer)
	same bool // what was found is recalled
	slow bool // dependencies are read again
	dull bool // nothing else is found
}

// edit replaces text in a file, or writes it where old is empty.
func edit(file, old, text string) func(*testing.T, *rememberer) {
	return func(t *testing.T, r *rememberer) {
		t.Helper()
		name := filepath.Join(r.cfg.Dir, filepath.FromSlash(file))
		src := text
		if old != "" {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			require.Contains(t, string(data), old)
			src = strings.Replace(string(data), old, text, 1)
		}
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o777))
		require.NoError(t, os.WriteFile(name, []byte(src), 0o666))
	}
}

var changes = []change{
	{name: "nothing", same: true, dull: true},
	{name: "main", slow: true, do: edit("main.go", "func main() {", "import \"golang.org/x/sys/windows/svc\"\n\nfunc main() { svc.Run(\"m\", nil);")},
	{name: "main again", slow: true, do: edit("main.go", "import \"golang.org/x/sys/windows/svc\"\n\nfunc main() { svc.Run(\"m\", nil);", "func main() {")},
	{name: "middle", do: edit("middle/middle.go", "lock.Take() }", "lock.Take(); n := 1 }")},
	{name: "lock", do: edit("lock/lock.go", "// Take takes", "\n\n// Take takes")},
	{name: "settings", do: func(_ *testing.T, r *rememberer) {
		r.opts.Settings.Programs = map[string]string{"example.com/m": "service", "example.com/m/none": "session"}
	}},
	{name: "rules", do: func(_ *testing.T, r *rememberer) { r.opts.Rules = []string{"serviceui"} }},
	{name: "other rules", do: func(_ *testing.T, r *rememberer) { r.opts.Rules = []string{"objectname"} }},
	{name: "a package deleted", do: func(t *testing.T, r *rememberer) { require.NoError(t, os.RemoveAll(filepath.Join(r.cfg.Dir, "other"))) }},
	{name: "a file added", do: edit("lock/more.go", "", "package lock\n\nfunc More() { n, _ := syscall.UTF16PtrFromString(`more`); create.Call(0, 0, uintptr(unsafe.Pointer(n))) }\n")},
	{name: "it imports", do: edit("lock/more.go", "package lock\n", "package lock\n\nimport (\"syscall\"; \"unsafe\")\n")},
	{name: "a package added", do: edit("new/new.go", "", "package new\n\nimport \"example.com/m/lock\"\n\nfunc New() { lock.More() }\n")},
	{name: "a file excluded", do: edit("lock/more.go", "package lock\n", "//go:build never\n\npackage lock\n")},
	{name: "tags", slow: true, do: func(_ *testing.T, r *rememberer) { r.cfg.Tags = "never" }},
	{name: "the file included", do: edit("lock/more.go", "//go:build never\n\n", "")},
	{name: "dependency", slow: true, do: edit("dep/dep.go", `"agent"`, `"agent of dep"`)},
	{name: "a name asked for", do: edit("lock/more.go", "`more`", "dep.Word + dep.Name")},
	{name: "a name declared", slow: true, do: edit("dep/dep.go", "const Name", "const Word = \"more \"\n\nconst Name"), dull: true},
	{name: "it is imported", slow: true, do: edit("lock/more.go", "import (", "import (\"example.com/dep\"; ")},
	{name: "an excluded file of the dependency", slow: true, do: edit("dep/off.go", "//go:build off\n\n", ""), dull: true},
	{name: "a file of the dependency added", slow: true, do: edit("dep/more.go", "", "package dep\n\nconst Other = 1\n"), dull: true},
	{name: "go.mod", slow: true, do: edit("go.mod", "=> ./dep", "=> ./elsewhere")},
	{name: "the old dependency", same: true, dull: true, do: edit("dep/dep.go", "agent", "nobody")},
	{name: "text", same: true, dull: true, do: edit("lock/README.md", "", "Locks.\n")},
	{name: "touched", same: true, dull: true, do: func(t *testing.T, r *rememberer) {
		src, err := os.ReadFile(filepath.Join(r.cfg.Dir, "lock", "lock.go"))
		require.NoError(t, err)
		edit("lock/lock.go", "", string(src))(t, r)
	}},
	{name: "the same size and time", slow: true, do: func(t *testing.T, r *rememberer) {
		name := filepath.Join(r.cfg.Dir, "elsewhere", "dep.go")
		info, err := os.Stat(name)
		require.NoError(t, err)
		edit("elsewhere/dep.go", "agent of", "agent in")(t, r)
		require.NoError(t, os.Chtimes(name, info.ModTime(), info.ModTime()))
	}},
	{name: "a module within", slow: true, do: edit("lock/go.mod", "", "module example.com/lock\n")},
	{name: "no module within", slow: true, do: func(t *testing.T, r *rememberer) {
		require.NoError(t, os.Remove(filepath.Join(r.cfg.Dir, "lock", "go.mod")))
	}},
	{name: "another package named", slow: true, do: func(_ *testing.T, r *rememberer) { r.cfg.Patterns = []string{"./lock"} }},
	{name: "all as before", do: func(_ *testing.T, r *rememberer) { r.cfg.Patterns = []string{"./..."} }, same: true},
	{name: "workspace", slow: true, do: func(t *testing.T, r *rememberer) {
		edit("go.work", "", "go 1.22\n\nuse .\nuse ./dep\n")(t, r)
		r.cfg.Patterns = []string{"./...", "./dep"}
	}},
	{name: "nothing in the workspace", same: true, dull: true},
	{name: "a module of the workspace", do: edit("dep/dep.go", "nobody", "somebody")},
	{name: "tests", slow: true, do: func(t *testing.T, r *rememberer) {
		r.cfg.Tests, r.opts.Settings.Tests = true, true
		edit("lock/lock_test.go", "", "package lock\n\nfunc take() { Take() }\n")(t, r)
	}, dull: true},
	{name: "a test", do: edit("lock/lock_test.go", "Take() }", "Take(); More(); n := 1 }")},
}

// What is found with a cache is what is found without one, whatever has changed since the last time.
func TestRecall(t *testing.T) {
	t.Parallel()
	r := remember(t, write(t, remembered))
	before := r.plain(t)
	assert.Contains(t, before, "lock.go:15")
	said, recalled := r.run(t)
	assert.False(t, recalled)
	assert.Equal(t, before, said)
	for _, c := range changes {
		if c.do != nil {
			c.do(t, r)
		}
		said, recalled := r.run(t)
		assert.Equal(t, c.same, recalled, c.name)
		assert.True(t, recalled || r.shelved.Load() != c.slow, c.name)
		assert.Equal(t, c.dull, said == before, "%s: %s", c.name, said)
		again, recalled := r.run(t)
		assert.True(t, recalled, "%s, a second time", c.name)
		assert.Equal(t, said, again, c.name)
		assert.Equal(t, r.plain(t), said, c.name)
		before = said
	}
}

// What a dependency says of the packages that are analysed is never taken from an earlier run, for they may say something else by
// now.
func TestRecallBoundDependency(t *testing.T) {
	t.Parallel()
	r := remember(t, write(t, `
-- go.mod --
module example.com/m

go 1.22

require example.com/dep v1.0.0

replace example.com/dep => ./dep
-- main.go --
package main

import (
	"syscall"
	"unsafe"

	"example.com/dep"
)

var create = syscall.NewLazyDLL("kernel32.dll").NewProc("CreateMutexW")

func main() {
	name, _ := syscall.UTF16PtrFromString(dep.Name)
	create.Call(0, 0, uintptr(unsafe.Pointer(name)))
	dep.Names.Next()
}
-- word/word.go --
package word

const Name = "agent"
-- dep/go.mod --
module example.com/dep

go 1.22

require example.com/m v1.0.0
-- dep/dep.go --
package dep

import (
	"container/ring"

	"example.com/m/word"
)

const Name = word.Name + " of dep"

var Names = ring.New(1)
`))
	r.run(t)
	edit("word/word.go", "agent", "program")(t, r)
	said, recalled := r.run(t)
	assert.False(t, recalled)
	assert.True(t, r.shelved.Load(), "std")
	assert.Contains(t, said, "program of dep")
	assert.Equal(t, r.plain(t), said)
}

// What is wrong with a dependency is known of it if its types are from an earlier run.
func TestRecallFaultyDependency(t *testing.T) {
	t.Parallel()
	r := remember(t, write(t, remembered))
	r.cfg.Loader = "golist"
	edit("dep/dep.go", "", "package dep\n\nconst Name = \"agent\"\n\nvar Other Missing\n")(t, r)
	edit("main.go", "func main() {", "import \"example.com/dep\"\n\nfunc main() { println(dep.Other);")(t, r)
	r.run(t)
	edit("main.go", "println(", "print(")(t, r)
	m := NewMemory(t.Context(), r.cache, r.cfg, r.opts)
	prog, err := Load(t.Context(), m.Config(r.cfg))
	require.NoError(t, err)
	plain, err := Load(t.Context(), r.cfg)
	require.NoError(t, err)
	assert.NotNil(t, prog.loader.shelved)
	assert.Equal(t, 1, prog.DependencyErrors)
	assert.Equal(t, plain.DependencyErrors, prog.DependencyErrors)
	assert.Equal(t, plain.Dependencies, prog.Dependencies)
	assert.Equal(t, plain.Problems, prog.Problems)
	require.Len(t, prog.Packages, len(plain.Packages))
	for i, pkg := range prog.Packages {
		assert.Equal(t, plain.Packages[i].IllTyped, pkg.IllTyped, pkg.Path)
	}
}

// A damaged entry is none, and the next run repairs it.
func TestRecallDamaged(t *testing.T) {
	t.Parallel()
	r := remember(t, write(t, remembered))
	want, _ := r.run(t)
	entries, err := filepath.Glob(filepath.Join(r.cache.Dir(), "*"))
	require.NoError(t, err)
	require.Len(t, entries, 2, "the run, and what it took out of dependencies")
	for i, entry := range entries {
		whole, err := os.ReadFile(entry)
		require.NoError(t, err)
		for name, data := range map[string][]byte{
			"empty": nil, "cut": whole[:len(whole)/2], "longer": append(slices.Clone(whole), 1), "zeros": make([]byte, len(whole)),
		} {
			require.NoError(t, os.WriteFile(entry, data, 0o600))
			edit("main.go", "", fmt.Sprintf("%s// %d %s\n", mainFile, i, name))(t, r) // else it is as it was kept last
			said, recalled := r.run(t)
			assert.False(t, recalled, name)
			assert.Equal(t, want, said, name)
			said, recalled = r.run(t)
			assert.True(t, recalled, name)
			assert.Equal(t, want, said, name)
		}
	}

	// What has its checksum is what somebody wrote; but even if it is not what is expected there, nothing happens.
	m := NewMemory(t.Context(), r.cache, r.cfg, r.opts)
	data, ok := r.cache.Get(m.key)
	require.True(t, ok)
	for n := 0; n < len(data); n += 1 + n/20 {
		require.NoError(t, r.cache.Put(m.key, data[:n]))
		prog, res := m.Recall(t.Context())
		require.Nil(t, res, "cut after %d of %d bytes", n, len(data))
		require.Nil(t, prog)
	}
	data, ok = r.cache.Get(m.shelved)
	require.True(t, ok)
	require.NotNil(t, decodeShelf(data))
	for n := range data {
		require.Nil(t, decodeShelf(data[:n]), "cut after %d of %d bytes", n, len(data))
	}
}

// Several runs at once, with changes in between.
func TestRecallTogether(t *testing.T) {
	t.Parallel()
	r := remember(t, write(t, remembered))
	for _, text := range []string{"agent", "another agent"} {
		edit("dep/dep.go", "", "package dep\n\nconst Name = \""+text+"\"\n")(t, r)
		want := r.plain(t)
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				for range 2 {
					if said, _, err := r.try(t); said != want || err != nil && runtime.GOOS != "windows" {
						t.Errorf("%v:\n%s", err, said)
					}
				}
			})
		}
		wg.Wait()
	}
}

// A cache that cannot be written or read is as good as none.
func TestRecallUnwritable(t *testing.T) {
	t.Parallel()
	r := remember(t, write(t, remembered))
	want := r.plain(t)
	file := filepath.Join(r.cache.Dir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	r.cache = cache.Open(filepath.Join(file, "cache"))
	for range 2 {
		said, recalled, err := r.try(t)
		require.Error(t, err)
		assert.False(t, recalled)
		assert.Equal(t, want, said)
	}
}

// A file that changes while the run goes on is not taken for what was judged.
func TestRecallChangeUnderway(t *testing.T) {
	t.Parallel()
	r := remember(t, write(t, remembered))
	m := NewMemory(t.Context(), r.cache, r.cfg, r.opts)
	prog, err := Load(t.Context(), m.Config(r.cfg))
	require.NoError(t, err)
	edit("dep/dep.go", `"agent"`, `"AGENT"`)(t, r)
	res, err := Run(t.Context(), prog, r.opts)
	require.NoError(t, err)
	require.NoError(t, m.Keep(prog, res))
	want := r.plain(t)
	assert.NotEqual(t, want, tell(prog, res))
	said, recalled := r.run(t)
	assert.False(t, recalled)
	assert.Equal(t, want, said)

	// A file that was read twice, and differently, makes a run that nobody could repeat.
	m = NewMemory(t.Context(), r.cache, r.cfg, r.opts)
	prog, err = Load(t.Context(), m.Config(r.cfg))
	require.NoError(t, err)
	edit("dep/dep.go", `"AGENT"`, `"Agent"`)(t, r)
	_, err = prog.ReadFile(filepath.Join(r.cfg.Dir, "dep", "dep.go"))
	require.NoError(t, err)
	require.Error(t, m.Keep(prog, res))
}

func TestNoMemory(t *testing.T) {
	t.Parallel()
	dir := write(t, remembered)
	r := remember(t, dir)
	for name, m := range map[string]*Memory{
		"no cache":     NewMemory(t.Context(), nil, r.cfg, r.opts),
		"overlay":      NewMemory(t.Context(), r.cache, Config{Dir: dir, Overlay: map[string][]byte{"x": nil}}, r.opts),
		"explanations": NewMemory(t.Context(), r.cache, r.cfg, Options{Solved: func(*engine.Module) {}}),
		"other loader": NewMemory(t.Context(), r.cache, Config{Dir: dir, Loader: "packages"}, r.opts),
		"no directory": NewMemory(t.Context(), r.cache, Config{Dir: filepath.Join(dir, "none")}, r.opts),
		"odd text":     NewMemory(t.Context(), r.cache, Config{Dir: dir, Tags: "\xff"}, r.opts),
	} {
		assert.Nil(t, m, name)
		prog, res := m.Recall(t.Context())
		assert.Nil(t, prog)
		assert.Nil(t, res)
		assert.Equal(t, r.cfg, m.Config(r.cfg))
		assert.NoError(t, m.Keep(nil, nil))
	}
}

// All that a run is told is in the key, and all that it says is kept.
func TestMemoryIsWhole(t *testing.T) {
	t.Parallel()
	seen := make(map[reflect.Type]bool)
	var check func(typ reflect.Type, path string)
	check = func(typ reflect.Type, path string) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array:
			check(typ.Elem(), path)
		case reflect.Map:
			check(typ.Key(), path)
			check(typ.Elem(), path)
		case reflect.Struct:
			if seen[typ] {
				return
			}
			seen[typ] = true
			for f := range typ.Fields() {
				if name := path + "." + f.Name; name != "Config.trace" && name != "Config.shelf" && f.Tag.Get("json") != "-" {
					assert.True(t, f.IsExported(), name)
					check(f.Type, name)
				}
			}
		case reflect.Func, reflect.Interface, reflect.Chan:
			assert.Fail(t, "neither JSON nor gob has it", path)
		}
	}
	check(reflect.TypeFor[Config](), "Config")
	check(reflect.TypeFor[Options](), "Options")
	check(reflect.TypeFor[kept](), "kept")
	check(reflect.TypeFor[engine.Finding](), "Finding")
}

func TestStamp(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "new")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	info, err := os.Stat(file)
	require.NoError(t, err)
	fresh := stampOf(info)
	assert.False(t, fresh.sure, "it may change again before the clock moves on")
	assert.False(t, fresh.holds(fresh))

	info, err = os.Stat(filepath.Join(runtime.GOROOT(), "VERSION"))
	require.NoError(t, err)
	old := stampOf(info)
	assert.Equal(t, runtime.GOOS == "linux" || runtime.GOOS == "darwin", old.sure)

	s := stamp{size: 1, modified: 2, changed: 3, inode: 4, sure: true}
	assert.True(t, s.holds(stamp{size: 1, modified: 2, changed: 3, inode: 4}))
	for _, other := range []stamp{{2, 2, 3, 4, true}, {1, 1, 3, 4, true}, {1, 2, 4, 4, true}, {1, 2, 3, 5, true}} {
		assert.False(t, s.holds(other))
	}
}
