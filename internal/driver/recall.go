package driver

import (
	"bytes"
	"context"
	"crypto/sha256"
	"debug/elf"
	"encoding/binary"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"os"
	"regexp"
	"runtime"
	"slices"
	"sync"

	"github.com/rdslint/rdslint/internal/cache"
	"github.com/rdslint/rdslint/internal/engine"
)

// A Memory is what is kept of one run, a Load and a Run, for the next one that is asked for the same. That one comes to the same
// end if nothing has changed of all that the first learnt of the world.
//
// What is kept is whole runs. What a rule says of one package depends on many others, by more ways than calls and imports: who
// implements an interface, which programs share a name, where a lock is given up. So a change anywhere is a run everywhere. What
// it takes out of dependencies it finds on a [shelf].
//
// A nil Memory keeps nothing.
type Memory struct {
	cache   *cache.Cache
	request *request
	key     cache.Key // of the run
	shelved cache.Key // of what it takes out of dependencies
	trace   *trace
	shelf   *shelf
}

// NewMemory returns the memory of the runs for a request, nil if they cannot be kept.
func NewMemory(ctx context.Context, c *cache.Cache, cfg Config, opts Options) *Memory {
	switch {
	case c == nil, len(cfg.Overlay) > 0, opts.Solved != nil:
		return nil
	case cfg.Loader != "" && cfg.Loader != "auto" && cfg.Loader != "golist" && cfg.Loader != "resolver":
		return nil // others read more than is noted
	}
	go toolSum() //nolint:errcheck // it has the answer ready by the time that it is asked
	r, err := newRequest(ctx, cfg)
	if err != nil {
		return nil
	}
	tool, err := toolSum()
	if err != nil {
		return nil
	}
	m := &Memory{cache: c, request: r, trace: newTrace()}
	var err1, err2 error
	m.key, err1 = r.key("run", tool, opts)
	m.shelved, err2 = r.key("dependencies", tool, Options{})
	if err1 != nil || err2 != nil {
		return nil
	}
	return m
}

// toolSum is the checksum of the program that runs.
var toolSum = sync.OnceValues(func() (sum digest, err error) {
	name := "/proc/self/exe" // even if there is another file of its name by now
	if runtime.GOOS != "linux" {
		if name, err = os.Executable(); err != nil {
			return sum, err
		}
	}
	f, err := os.Open(name)
	if err != nil {
		return sum, err
	}
	defer f.Close() //nolint:errcheck // only read
	if id, ok := contentID(f); ok {
		return sha256.Sum256([]byte(id)), nil
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	return digest(h.Sum(nil)), err
})

// contentID returns the build ID of a program for Linux, of which the go command has made the last part from the program's whole
// content: that is as good as a checksum, and read at once. The linker's flag -buildid puts other things there.
func contentID(program io.ReaderAt) (id string, ok bool) {
	file, err := elf.NewFile(program)
	if err != nil {
		return "", false
	}
	note := file.Section(".note.go.buildid")
	if note == nil {
		return "", false
	}
	const head = 16 // sizes and name of the note
	data, err := note.Data()
	if err != nil || len(data) < head {
		return "", false
	}
	id = string(data[head:])
	return id, goBuildID.MatchString(id)
}

// goBuildID matches what the go command writes: the hashes of what went into the program, of what went into its packages, and of
// their content and its own.
var goBuildID = regexp.MustCompile(`^[\w-]{20}/[\w-]{20}/[\w-]{20}/[\w-]{20}\x00*$`)

// key names what is kept: it is of all that a run is told. The environment is not in it, but for what go/types heeds. It speaks to go
// commands only, whose answers are in the trace.
func (r *request) key(what string, tool digest, opts Options) (key cache.Key, err error) {
	told := struct {
		What                                            string
		Tool                                            digest
		Host, GODEBUG                                   string
		Config                                          Config
		Options                                         Options
		Dir, Arch                                       string
		Root                                            []string
		None, PGO, Workspace, FIPS                      bool
		Command, GOROOT, GOVERSION, GOFLAGS, GOMODCACHE string
	}{
		what, tool, runtime.GOOS + "/" + runtime.GOARCH, os.Getenv("GODEBUG"), r.Config, opts, r.dir, r.arch, r.root,
		r.none, r.pgo, r.work != "", r.fips, r.command, r.goroot, r.goversion, r.goflags, r.modcache,
	}
	told.Config.Env = nil
	data, err := json.Marshal(told)
	if err == nil && bytes.Contains(data, []byte(`\ufffd`)) {
		err = fmt.Errorf("there is text that is not UTF-8") // and all of it looks the same
	}
	return sha256.Sum256(data), err
}

// Config returns the configuration to load the program with, so that the memory notes what is read, and dependencies are not read
// again.
func (m *Memory) Config(cfg Config) Config {
	if m != nil {
		data, _ := m.cache.Get(m.shelved)
		m.shelf = decodeShelf(data)
		cfg.trace, cfg.shelf = m.trace, m.shelf
	}
	return cfg
}

// Kept is a result with positions that outlive the file set.
type kept struct {
	Files    []keptFile
	Result   Result
	Withheld []keptWithheld
}

// A keptFile is a file of a file set. Positions count from its base.
type keptFile struct {
	Name       string
	Base, Size int
	Lines      []int
}

// A keptWithheld names the finding by its number, or less than zero is one that was not reported.
type keptWithheld struct {
	Number  int
	Finding *engine.Finding
	Fix     engine.Fix
	Why     string
}

// Recall returns what the last run for the same request found, if another one would find the same. Of the program there is the
// file set only, with the files that positions of the result lie in. The result is nil if there was no such run.
func (m *Memory) Recall(ctx context.Context) (*Program, *Result) {
	if m == nil {
		return nil, nil
	}
	data, ok := m.cache.Get(m.key)
	if !ok {
		return nil, nil
	}
	n, w := binary.Uvarint(data)
	if w <= 0 || n > uint64(len(data)-w) {
		return nil, nil
	}
	memo, rest := decodeMemo(data[w:w+int(n)]), data[w+int(n):]
	if memo == nil {
		return nil, nil
	}
	holds, fresh := memo.holds(ctx, m.request)
	if !holds {
		return nil, nil
	}
	var k kept
	if err := gob.NewDecoder(bytes.NewReader(rest)).Decode(&k); err != nil {
		return nil, nil
	}
	if fresh {
		m.put(memo, rest) //nolint:errcheck // it holds as it is, only more slowly
	}
	return k.restore()
}

func (m *Memory) put(memo *memo, result []byte) error {
	list := memo.encode()
	data := binary.AppendUvarint(make([]byte, 0, len(list)+len(result)+binary.MaxVarintLen64), uint64(len(list)))
	data = append(data, list...)
	return m.cache.Put(m.key, append(data, result...))
}

// Keep keeps what a run found. Its error says why that is not possible, and is of no consequence.
func (m *Memory) Keep(prog *Program, res *Result) error {
	if m == nil {
		return nil
	}
	memo, err := m.trace.memo(m.request.dir)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(res.Problems, func(p Problem) bool { return p.Kind == "rule" }) {
		return fmt.Errorf("a rule failed")
	}
	if err := m.keepTypes(prog.loader, memo); err != nil {
		return err
	}
	k, err := newKept(prog.Fset, res)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(k); err != nil {
		return err
	}
	return m.put(memo, b.Bytes())
}

// keepTypes keeps the types of dependencies that a run has worked out, which has learnt what the memo says.
func (m *Memory) keepTypes(l *loader, memo *memo) error {
	s := m.shelf
	if l.shelf != nil {
		if s = l.shelf(); s == nil {
			return nil
		}
		s.memo = memo.beyond(s.analysed)
	} else if !s.renewed {
		return nil
	}
	return m.cache.Put(m.shelved, s.encode())
}

// newKept copies a result, with the files of its positions in place of the file set.
func newKept(fset *token.FileSet, res *Result) (*kept, error) {
	k := &kept{Result: *res}
	k.Result.Withheld, k.Result.Took = nil, nil
	number := make(map[*engine.Finding]int)
	for i, f := range res.Findings {
		number[f] = i
	}
	for _, w := range res.Withheld {
		kw := keptWithheld{Number: -1, Finding: w.Finding, Fix: w.Fix, Why: w.Why}
		if i, ok := number[w.Finding]; ok {
			kw.Number, kw.Finding = i, nil
		}
		k.Withheld = append(k.Withheld, kw)
	}
	files := make(map[*token.File]bool)
	var err error
	k.positions(func(pos token.Pos) {
		if !pos.IsValid() {
			return
		}
		file := fset.File(pos)
		if file == nil {
			err = fmt.Errorf("a position is in no file")
		} else if !files[file] {
			files[file] = true
			k.Files = append(k.Files, keptFile{file.Name(), file.Base(), file.Size(), file.Lines()})
		}
	})
	slices.SortFunc(k.Files, func(a, b keptFile) int { return a.Base - b.Base })
	return k, err
}

// positions calls f for all positions.
func (k *kept) positions(f func(token.Pos)) {
	fix := func(x *engine.Fix) {
		for _, e := range x.Edits {
			f(e.Pos)
			f(e.End)
		}
	}
	finding := func(x *engine.Finding) {
		f(x.Pos)
		f(x.End)
		for _, s := range x.Path {
			f(s.Pos)
		}
		for i := range x.Fixes {
			fix(&x.Fixes[i])
		}
	}
	for _, x := range k.Result.Findings {
		finding(x)
	}
	for i := range k.Withheld {
		if x := k.Withheld[i].Finding; x != nil {
			finding(x)
		}
		fix(&k.Withheld[i].Fix)
	}
}

// restore returns the result, and a program that has the file set.
func (k *kept) restore() (*Program, *Result) {
	prog := &Program{Fset: token.NewFileSet()}
	for _, f := range k.Files {
		if f.Base < prog.Fset.Base() || f.Size < 0 {
			return nil, nil
		}
		if !prog.Fset.AddFile(f.Name, f.Base, f.Size).SetLines(f.Lines) {
			return nil, nil
		}
	}
	res := &k.Result
	for _, kw := range k.Withheld {
		w := Withheld{Finding: kw.Finding, Fix: kw.Fix, Why: kw.Why}
		if kw.Number >= 0 {
			if kw.Number >= len(res.Findings) {
				return nil, nil
			}
			w.Finding = res.Findings[kw.Number]
		}
		res.Withheld = append(res.Withheld, w)
	}
	return prog, res
}
