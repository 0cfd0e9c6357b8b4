package linttest

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/evidence"
	"github.com/rdslint/rdslint/internal/form"
)

// A choice is which fixes the command applies.
type choice struct {
	flags  string
	unsafe bool
}

var (
	safeFixes = choice{flags: "-fix"}
	allFixes  = choice{flags: "-fix -unsafe-fixes", unsafe: true}
)

// accept accepts of each finding the first fix that is safe enough.
func (c choice) accept(_ *engine.Finding, fix *engine.Fix) bool { return fix.Safe || c.unsafe }

// correct judges what the command makes of the topic:
//
//   - a file that gofmt would not change it would not change afterwards;
//   - the result compiles wherever a file is built: amd64, arm64 and 386;
//   - no rule reports anything that it did not report before;
//   - nothing is left that the command would correct if it ran again.
//
// It returns nil if something is wrong.
func (tp *topic) correct(c choice, before []*engine.Finding) *driver.Changes {
	tp.t.Helper()
	good := true
	fail := func(format string, args ...any) {
		tp.t.Helper()
		good = false
		tp.t.Errorf("%s: %s: %s", tp.name(tp.dir), c.flags, fmt.Sprintf(format, args...))
	}
	state := func(prog *driver.Program, findings []*engine.Finding) driver.Judged {
		return driver.Judged{Program: prog, Findings: findings, Accept: c.accept}
	}
	result, err := driver.Correct(state(tp.prog, before), func(overlay map[string][]byte) (driver.Judged, error) {
		prog, err := tp.compileAll(overlay)
		if err != nil {
			return driver.Judged{}, err
		}
		findings, err := tp.run(prog)
		return state(prog, findings), err
	})
	if err != nil {
		fail("%v", err)
		return nil
	}
	old := make(map[string]int)
	for _, f := range before {
		old[identity(tp.prog, f)]++
	}
	for _, change := range result.Changes.Files {
		for _, f := range change.Fixed {
			old[identity(tp.prog, f)]--
		}
		was, is := form.Plain(change.Old), form.Plain(change.New)
		if clean, err := format.Source(was); err != nil || !bytes.Equal(clean, was) {
			continue
		}
		if clean, err := format.Source(is); err != nil || !bytes.Equal(clean, is) {
			fail("%s is no more formatted", tp.name(change.File))
		}
	}
	after := result.After
	for _, f := range after.Findings {
		id := identity(after.Program, f)
		if old[id]--; old[id] < 0 {
			pos := after.Program.Fset.PositionFor(f.Pos, false)
			fail("it brings a new finding, at line %d of %s: %s", pos.Line, tp.name(pos.Filename), text(f))
		}
	}
	fixer := &driver.Fixer{Fset: after.Program.Fset, Roots: after.Program.Roots(), Accept: c.accept, Read: after.Program.ReadFile}
	switch again, err := fixer.Apply(after.Findings); {
	case err != nil:
		fail("a second time: %v", err)
	case len(again.Files) > 0:
		fail("a second time it changes %s again", tp.name(again.Files[0].File))
	}
	if !good {
		return nil
	}
	return result.Changes
}

// RunFixes judges what the command corrects in all topics, in each form that their files can have:
//
//	forms    as they are, with CRLF, with a byte order mark
//	fixes    -fix, -fix -unsafe-fixes, and of each golden those with its message
//	targets  windows/amd64, windows/arm64, windows/386
//
// What is found, what is corrected and what the goldens say must be the same in all forms, but for the form itself. A result is
// type-checked by the loader that the linter has: for fixtures it is the compiler's own type checker over all of a package's files,
// and the bindings that the fixtures use are the real ones. Every form is loaded once, for amd64, and so is every target; the
// topics share them.
//
// With -update it records what was counted.
func RunFixes(t *testing.T) {
	root := fixtures(t)
	files, err := sources(root)
	if err != nil {
		t.Fatal(err)
	}
	x := &safety{counts: make(map[string]int)}
	for _, f := range form.Forms {
		s := &suite{house: wired{}, dir: root}
		if f != form.Forms[0] {
			s.overlay = make(map[string][]byte)
			for name, src := range files {
				s.overlay[name] = f.Write(src)
			}
		}
		x.suites = append(x.suites, s)
	}
	prog, err := x.suites[0].load(allTopics, homeArch)
	if err != nil {
		t.Fatal(err)
	}
	topics := make(map[string]bool)
	for _, p := range prog.Packages {
		rel, err := filepath.Rel(root, p.Dir)
		if err != nil {
			t.Fatal(err)
		}
		if elems := strings.Split(filepath.ToSlash(rel), "/"); len(elems) > 1 {
			topics[elems[0]+"/"+elems[1]] = true
		}
	}
	t.Run("topics", func(t *testing.T) {
		for _, name := range slices.Sorted(maps.Keys(topics)) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				x.judge(t, filepath.Join(root, filepath.FromSlash(name)))
			})
		}
	})
	if t.Failed() || !*update {
		return
	}
	const command = "go test ./internal/linttest -run TestFixesOfFixtures"
	figures := []evidence.Figure{{What: "topics", Count: int64(len(topics))}}
	for _, what := range slices.Sorted(maps.Keys(x.counts)) {
		figures = append(figures, evidence.Figure{What: what, Count: int64(x.counts[what])})
	}
	record := filepath.Join(filepath.Dir(root), "internal", "evidence", "figures.json")
	if err := evidence.Record(record, command, figures); err != nil {
		t.Fatal(err)
	}
}

// sources returns the Go files of a module; directories with a module of their own are no part of it.
func sources(root string) (map[string][]byte, error) {
	files := make(map[string][]byte)
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != root {
			if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil {
				return fs.SkipDir
			}
		}
		if d.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		files[name], err = os.ReadFile(name)
		return err
	})
	return files, err
}

// allTopics loads the fixtures, with all that they have in common once.
const allTopics = "./..."

// safety judges the fixes of topics in all forms.
type safety struct {
	suites []*suite // in the order of form.Forms

	mu     sync.Mutex
	counts map[string]int // what was applied and compared
}

func (x *safety) count(n int, format string, args ...any) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.counts[fmt.Sprintf(format, args...)] += n
}

// judge judges the fixes of the topic in dir.
func (x *safety) judge(t reporter, dir string) {
	var first *topic
	var found []string
	corrected := make(map[choice]map[string][]byte)
	for i, f := range form.Forms {
		tp := &topic{suite: x.suites[i], t: t, dir: dir, pattern: allTopics, files: make(map[string]*ast.File)}
		if err := tp.open(); err != nil {
			t.Errorf("%s: %s: %v", tp.name(dir), f.Name, err)
			return
		}
		if first == nil {
			first = tp
		}
		tp.targets = first
		findings, err := tp.run(tp.prog)
		if err != nil {
			t.Errorf("%s: %s: %v", tp.name(dir), f.Name, err)
			return
		}
		var texts []string
		for _, finding := range findings {
			texts = append(texts, tp.at(finding.Pos)+": "+text(finding))
		}
		if i == 0 {
			found = texts
		} else if !slices.Equal(found, texts) {
			t.Errorf("%s: %s: there are other findings:\n%s\nand not\n%s", tp.name(dir), f.Name, strings.Join(texts, "\n"), strings.Join(found, "\n"))
			return
		}
		if !slices.ContainsFunc(findings, func(f *engine.Finding) bool { return len(f.Fixes) > 0 }) {
			continue
		}
		for _, c := range []choice{safeFixes, allFixes} {
			changes := tp.correct(c, findings)
			if changes == nil {
				continue
			}
			if i == 0 {
				corrected[c] = changes.Overlay()
			}
			x.compare(tp, c, f, changes, corrected[c])
			for _, goarch := range arches {
				x.count(changes.Fixed(), "%s: fixes type-checked for windows/%s, in all forms", c.flags, goarch)
			}
		}
		if i > 0 {
			for _, g := range tp.group(findings) {
				x.compareGolden(tp, f, g)
			}
		}
	}
}

// compare compares what was corrected in a form with what the topic is otherwise.
func (x *safety) compare(tp *topic, c choice, f form.Form, changes *driver.Changes, want map[string][]byte) {
	if len(changes.Files) != len(want) {
		tp.t.Errorf("%s: %s: %s corrects %d files, and %d otherwise", tp.name(tp.dir), f.Name, c.flags, len(changes.Files), len(want))
	}
	for _, change := range changes.Files {
		if !bytes.Equal(change.New, f.Write(want[change.File])) {
			tp.t.Errorf("%s: %s: %s makes something else of the file: %q", tp.name(change.File), f.Name, c.flags, change.New)
		}
	}
	x.count(len(changes.Files), "%s: files written, %s", c.flags, f.Name)
}

// compareGolden compares the effect of a group's fixes on the file in a form with its golden.
func (x *safety) compareGolden(tp *topic, f form.Form, g *group) {
	data, err := os.ReadFile(g.file + ".golden")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		tp.t.Errorf("%v", err)
		return
	}
	i := slices.IndexFunc(txtar.Parse(data).Files, func(section txtar.File) bool { return section.Name == g.message })
	if i < 0 {
		return // which TestFixtures reports
	}
	got, ok := tp.fixed(g)
	if want := f.Write(txtar.Parse(data).Files[i].Data); ok && !bytes.Equal(got, want) {
		tp.t.Errorf("%s: %s: the fix %q makes something else of the file: %q", tp.name(g.file), f.Name, g.message, got)
	}
	x.count(1, "goldens compared, %s", f.Name)
}
