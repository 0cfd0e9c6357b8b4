package driver

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// A trace notes all that a run learns of the world beyond its request: each file that it reads, each directory that it lists, what
// it asks of a name, and what a go command answers. If all of it is the same another time, the run would come to the same end.
// A nil trace notes nothing.
type trace struct {
	mu       sync.Mutex
	files    map[string]reading
	lists    map[string]reading // directories
	kinds    map[string]kind
	commands []command
	lost     error // why the trace does not tell all
}

type digest = [sha256.Size]byte

// A reading is what was read of a file, and the stamp that this had just before, or what a directory holds.
type reading struct {
	stamp stamp
	none  bool // there is no such file
	sum   digest
}

// A kind is what a name stands for, as far as anybody asks.
type kind byte

const (
	nothing kind = iota // or nothing that can be looked at
	directory
	something
)

func kindOf(info fs.FileInfo, err error) kind {
	switch {
	case err != nil:
		return nothing
	case info.IsDir():
		return directory
	}
	return something
}

// A command is what a go command answers.
type command struct {
	args []string // of the go command, run for the request; none are the question for the tags of the context
	sum  digest
}

func newTrace() *trace {
	return &trace{
		files: make(map[string]reading), lists: make(map[string]reading), kinds: make(map[string]kind),
	}
}

// note adds a reading. Of two the older counts, if the newer does not contradict it.
func (t *trace) note(to map[string]reading, name string, r reading) {
	t.mu.Lock()
	defer t.mu.Unlock()
	old, ok := to[name]
	if ok && (old.none != r.none || old.sum != r.sum) {
		t.lost = fmt.Errorf("%s has changed", name)
	}
	if !ok {
		to[name] = r
	}
}

// lose says that the trace does not tell all.
func (t *trace) lose(err error) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lost = err
}

// readFile is os.ReadFile, for files that a module can be made of.
func (t *trace) readFile(name string) ([]byte, error) {
	f, err := t.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	data, err := f.read()
	if err != nil {
		t.lose(err)
		return data, err
	}
	if t == nil {
		return data, nil
	}
	t.note(t.files, name, reading{stamp: f.stamp, sum: sha256.Sum256(data)})
	return data, nil
}

// A stampedFile is an open file with the stamp that it had when it was opened.
type stampedFile struct {
	*os.File
	stamp stamp
	size  int64
}

// open opens a file to read it. That there is none is noted.
func (t *trace) open(name string) (*stampedFile, error) {
	f, err := openStamped(name)
	switch {
	case t == nil || err == nil:
	case errors.Is(err, fs.ErrNotExist):
		t.note(t.files, name, reading{none: true})
	default:
		t.lose(err)
	}
	return f, err
}

// maxFile is the size of a file that is not read any more. Types take many times the memory that their source takes.
const maxFile = 256 << 20

// openStamped opens a regular file. It looks before it opens: nobody may ever write to a pipe, and a device may have no end.
func openStamped(name string) (*stampedFile, error) {
	switch info, err := os.Stat(name); {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("is a directory")}
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("is no regular file")}
	case info.Size() > maxFile:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fmt.Errorf("is larger than %d MB", maxFile>>20)}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close() //nolint:errcheck // nothing was read
		return nil, err
	}
	return &stampedFile{f, stampOf(info), info.Size()}, nil
}

// read reads the file.
func (f *stampedFile) read() ([]byte, error) {
	data := make([]byte, 0, f.size+512)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if errors.Is(err, io.EOF) {
			return data, nil
		}
		if err != nil {
			return data, err
		}
		if len(data) == cap(data) {
			data = slices.Grow(data, cap(data))
		}
	}
}

// stat returns what a name stands for.
func (t *trace) stat(name string) kind {
	k := kindOf(os.Stat(name))
	if t == nil {
		return k
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if old, ok := t.kinds[name]; ok && old != k {
		t.lost = fmt.Errorf("%s has changed", name)
	}
	t.kinds[name] = k
	return k
}

// list returns what a directory holds.
func (t *trace) list(dir string) listing {
	if t == nil {
		return list(dir)
	}
	l := list(dir)
	t.note(t.lists, dir, reading{sum: l.sum()})
	return l
}

// answer notes what a go command says.
func (t *trace) answer(args []string, out []byte, err error) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.commands = append(t.commands, command{slices.Clone(args), answerSum(out, err)})
}

func answerSum(out []byte, err error) digest {
	if err != nil {
		out = append(slices.Clip(out), "\x00"+err.Error()...)
	}
	return sha256.Sum256(out)
}

// A memo is a trace as it is kept: by name.
type memo struct {
	names    [2][]string // of files and directories
	readings [2][]reading
	kinds    map[string]kind
	commands []command
}

// memo returns the trace to be kept. What lies below a directory comes first: where most changes are they are soon found.
func (t *trace) memo(dir string) (*memo, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lost != nil {
		return nil, t.lost
	}
	m := &memo{kinds: t.kinds, commands: t.commands}
	for i, readings := range []map[string]reading{t.files, t.lists} {
		m.names[i] = byPlace(readings, dir)
		m.readings[i] = make([]reading, len(readings))
		for j, name := range m.names[i] {
			m.readings[i][j] = readings[name]
		}
	}
	return m, nil
}

// holds reports whether all that the memo says is still so. Where only the content said it, fresh is set and the memo has
// the new stamps.
func (m *memo) holds(ctx context.Context, r *request) (holds, fresh bool) {
	holds, fresh = m.unchanged(ctx)
	for _, c := range m.commands {
		if !holds {
			return false, false
		}
		var sum digest
		if len(c.args) == 0 {
			tags, err := r.contextTags(ctx)
			sum = answerSum([]byte(tags), err)
		} else {
			sum = answerSum(r.goCommand(ctx, c.args...))
		}
		holds = sum == c.sum
	}
	return holds && ctx.Err() == nil, fresh
}

// unchanged is holds for all but the answers of go commands.
func (m *memo) unchanged(ctx context.Context) (holds, fresh bool) {
	for name, k := range m.kinds {
		if kindOf(os.Stat(name)) != k {
			return false, false
		}
	}
	var wrong, renewed atomic.Bool
	for i, still := range []func(string, *reading) (bool, bool){stillFile, stillList} {
		const batch = 256
		inParallel((len(m.names[i])+batch-1)/batch, func(b int) {
			for j := b * batch; j < min((b+1)*batch, len(m.names[i])) && !wrong.Load() && ctx.Err() == nil; j++ {
				same, renews := still(m.names[i][j], &m.readings[i][j])
				if !same {
					wrong.Store(true)
				}
				if renews {
					renewed.Store(true)
				}
			}
		})
	}
	return !wrong.Load() && ctx.Err() == nil, renewed.Load()
}

// stillFile reports whether a file is as it was read, and whether it has a new stamp that tells as much as its content.
func stillFile(name string, r *reading) (same, renewed bool) {
	info, err := os.Stat(name)
	if err != nil || r.none {
		return r.none && errors.Is(err, fs.ErrNotExist), false
	}
	if r.stamp.holds(stampOf(info)) {
		return true, false
	}
	if !info.Mode().IsRegular() {
		return false, false
	}
	f, err := openStamped(name)
	if err != nil {
		return false, false
	}
	defer f.Close() //nolint:errcheck // only read
	data, err := f.read()
	if err != nil || sha256.Sum256(data) != r.sum {
		return false, false
	}
	r.stamp = f.stamp
	return true, f.stamp.sure
}

// stillList reports whether a directory holds what it held. Not every file system gives a directory a new stamp when that
// changes, and symbolic links do not either when what they lead to comes and goes.
func stillList(name string, r *reading) (same, renewed bool) { return list(name).sum() == r.sum, false }

// byPlace returns the names of readings, sorted, those below a directory first.
func byPlace(readings map[string]reading, dir string) []string {
	names := make([]string, len(readings))
	first, last := 0, len(names)
	for name := range readings {
		if strings.HasPrefix(name, dir) {
			names[first] = name
			first++
		} else {
			last--
			names[last] = name
		}
	}
	slices.Sort(names[:first])
	slices.Sort(names[first:])
	return names
}

// beyond returns what the memo says of the world but for the Go files in some directories and what these directories hold.
func (m *memo) beyond(dirs map[string]bool) *memo {
	out := &memo{kinds: m.kinds, commands: m.commands}
	for i, names := range m.names {
		for j, name := range names {
			file := i == 0
			if !file && dirs[name] || file && strings.HasSuffix(name, ".go") && dirs[filepath.Dir(name)] {
				continue
			}
			out.names[i] = append(out.names[i], name)
			out.readings[i] = append(out.readings[i], m.readings[i][j])
		}
	}
	return out
}

// answered reports whether a run with a trace has asked the go command the same, and got the same answers.
func (m *memo) answered(t *trace) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.EqualFunc(m.commands, t.commands, func(a, b command) bool { return a.sum == b.sum && slices.Equal(a.args, b.args) })
}

// absorb adds what a memo says of files, directories and names.
func (t *trace) absorb(m *memo) {
	if t == nil {
		return
	}
	for i, to := range []map[string]reading{t.files, t.lists} {
		for j, name := range m.names[i] {
			t.note(to, name, m.readings[i][j])
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for name, k := range m.kinds {
		if old, ok := t.kinds[name]; ok && old != k {
			t.lost = fmt.Errorf("%s has changed", name)
		}
		t.kinds[name] = k
	}
}

// encode returns the memo as decodeMemo reads it.
func (m *memo) encode() []byte {
	var w wireWriter
	for i, names := range m.names {
		w.number(len(names))
		for j, name := range names {
			w.name(name)
			w.reading(&m.readings[i][j])
		}
	}
	w.number(len(m.kinds))
	for _, name := range slices.Sorted(maps.Keys(m.kinds)) {
		w.name(name)
		w.flags(byte(m.kinds[name]))
	}
	w.number(len(m.commands))
	for _, c := range m.commands {
		w.number(len(c.args))
		for _, arg := range c.args {
			w.text(arg)
		}
		w.sum(c.sum)
	}
	return w.out
}

// decodeMemo reads what encode wrote. It returns nil if that is not what it is.
func decodeMemo(in []byte) *memo {
	r := wireReader{in: in}
	m := &memo{kinds: make(map[string]kind)}
	for i := range m.names {
		n := r.count()
		m.names[i] = make([]string, 0, n)
		m.readings[i] = make([]reading, 0, n)
		for ; n > 0 && !r.bad; n-- {
			m.names[i] = append(m.names[i], r.name())
			m.readings[i] = append(m.readings[i], r.reading())
		}
	}
	for n := r.count(); n > 0 && !r.bad; n-- {
		name := r.name()
		m.kinds[name] = kind(r.flags())
	}
	for n := r.count(); n > 0 && !r.bad; n-- {
		var c command
		for k := r.count(); k > 0 && !r.bad; k-- {
			c.args = append(c.args, r.text())
		}
		c.sum = r.sum()
		m.commands = append(m.commands, c)
	}
	if r.bad || len(r.in) > 0 {
		return nil
	}
	return m
}

// sum is what a listing says, in short.
func (l listing) sum() digest {
	return sha256.Sum256([]byte(strings.Join(l.files, "\x00") + "\x00\x00" + strings.Join(l.dirs, "\x00")))
}
