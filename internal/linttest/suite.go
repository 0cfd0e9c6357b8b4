package linttest

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
)

// The architectures that a fixture is judged on, and that a fix must compile on as well.
const homeArch = "amd64"

var arches = []string{homeArch, "arm64", "386"}

// A reporter takes the failures. It is the part of testing.T that the harness needs, so that its own tests can see them.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// A suite judges the topics of one module of fixtures.
type suite struct {
	house   house
	dir     string            // the module
	overlay map[string][]byte // replaces files of it
	update  bool              // write goldens

	mu       sync.Mutex
	programs map[string]func() (*driver.Program, error)
	judged   int                        // topics
	offered  map[string]map[string]bool // by rule, "safe" and "unsafe" for its fixes in the topics judged
}

// load returns what the pattern names; it is loaded once.
func (s *suite) load(pattern, goarch string) (*driver.Program, error) {
	s.mu.Lock()
	if s.programs == nil {
		s.programs = make(map[string]func() (*driver.Program, error))
	}
	key := goarch + " " + pattern
	once := s.programs[key]
	if once == nil {
		once = sync.OnceValues(func() (prog *driver.Program, err error) {
			err = protect(func() error {
				prog, err = s.house.Load(context.Background(), s.dir, []string{pattern}, goarch, s.overlay)
				return err
			})
			return prog, err
		})
		s.programs[key] = once
	}
	s.mu.Unlock()
	return once()
}

// A topic is one fixture program under judgement.
type topic struct {
	*suite
	t       reporter
	dir     string
	pattern string // what loads it, with its siblings
	prog    *driver.Program
	files   map[string]*ast.File
	arches  map[string]*driver.Program // on demand; nil if the topic cannot be loaded there
	targets *topic                     // has the other architectures; nil is the topic itself
}

// open loads the topic.
func (tp *topic) open() error {
	whole, err := tp.load(tp.pattern, homeArch)
	if err != nil {
		return fmt.Errorf("cannot load: %v (are its dependencies there? cd testdata && go mod download)", err)
	}
	if tp.prog, err = restrict(whole, tp.dir); err != nil {
		return err
	}
	for _, p := range tp.prog.Packages {
		for _, f := range p.Files {
			tp.files[tp.prog.Fset.File(f.FileStart).Name()] = f
		}
	}
	tp.arches = map[string]*driver.Program{homeArch: tp.prog}
	return nil
}

// judge judges the topic in dir, which the pattern loads among others.
func (s *suite) judge(t reporter, dir, pattern string) {
	t.Helper()
	tp := &topic{suite: s, t: t, dir: dir, pattern: pattern, files: make(map[string]*ast.File)}
	if err := tp.open(); err != nil {
		t.Errorf("%s: %v", tp.name(dir), err)
		return
	}

	sources, goldens := tp.walk()
	if len(sources) == 0 {
		t.Errorf("%s: no Go files", tp.name(dir))
		return
	}
	if !tp.compiles() {
		return // anything more would be noise
	}
	var wants []*want
	for _, name := range sources {
		ws, errs := readWants(name)
		for _, e := range errs {
			t.Errorf("%s:%d: %s", tp.name(e.file), e.line, e.msg)
		}
		if len(ws) > 0 && tp.files[name] == nil {
			t.Errorf("%s:%d: this want is never read: the file is not part of the program", tp.name(name), ws[0].line)
			continue
		}
		wants = append(wants, ws...)
	}

	findings, err := tp.run(tp.prog)
	if err != nil {
		t.Errorf("%s: %s: %v", tp.name(dir), moduleMode, err)
		return
	}
	tp.compare(wants, findings, moduleMode)

	var (
		reports []report
		modular []*engine.Finding
	)
	err = protect(func() error {
		reports, err = runModular(tp.prog, s.house.Analyzers())
		return err
	})
	if err != nil {
		t.Errorf("%s: %s: %v", tp.name(dir), packageMode, err)
	}
	for _, r := range reports {
		if r.err != nil {
			t.Errorf("%s: %s: analyzer %s on package %s: %v", tp.name(dir), packageMode, r.analyzer.Name, r.pkg.Path, r.err)
		}
		modular = append(modular, r.findings...)
		tp.checkProjection(r)
	}
	tp.compare(wants, modular, packageMode)

	tp.judgeFixes(findings, modular, goldens)
}

// name returns a file's name as the reader of a failure can use it.
func (tp *topic) name(file string) string {
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, file); err == nil {
			return rel
		}
	}
	return file
}

func (tp *topic) position(pos token.Pos) token.Position {
	return tp.prog.Fset.PositionFor(pos, false) // the fixture's own lines, whatever its directives say
}

// at returns a position for messages.
func (tp *topic) at(pos token.Pos) string {
	p := tp.position(pos)
	if !p.IsValid() {
		return tp.name(tp.dir)
	}
	return fmt.Sprintf("%s:%d", tp.name(p.Filename), p.Line)
}

// walk returns the Go files and the goldens of the topic.
func (tp *topic) walk() (sources, goldens []string) {
	err := filepath.WalkDir(tp.dir, func(path string, d fs.DirEntry, err error) error {
		switch base := filepath.Base(path); {
		case err != nil:
			return err
		case d.IsDir():
			if path != tp.dir && (base == "testdata" || base == "vendor" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
				return fs.SkipDir
			}
		case strings.HasSuffix(base, ".go"):
			sources = append(sources, path)
		case strings.HasSuffix(base, ".golden"):
			goldens = append(goldens, path)
		}
		return nil
	})
	if err != nil {
		tp.t.Errorf("%s: %v", tp.name(tp.dir), err)
	}
	return sources, goldens
}

// restrict returns the part of prog that lies below dir, as a program of its own.
func restrict(prog *driver.Program, dir string) (*driver.Program, error) {
	part := *prog
	part.Packages, part.Problems = nil, nil
	ours := make(map[*driver.Package]bool)
	for _, p := range prog.Packages {
		if below(dir, p.Dir) {
			part.Packages = append(part.Packages, p)
			ours[p] = true
		}
	}
	for _, p := range part.Packages {
		for _, imp := range p.Imports {
			if !ours[imp] {
				return nil, fmt.Errorf("package %s imports %s, which belongs to another topic", p.Path, imp.Path)
			}
		}
	}
	for _, problem := range prog.Problems {
		if problem.File != "" && below(dir, problem.File) || slices.ContainsFunc(part.Packages, func(p *driver.Package) bool { return p.Path == problem.Package }) {
			part.Problems = append(part.Problems, problem)
		}
	}
	return &part, nil
}

// below reports whether path is dir or lies in it.
func below(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}

// compiles reports whether the topic is what it pretends to be: packages that compile, and packages that say why not.
func (tp *topic) compiles() bool {
	tp.t.Helper()
	ok := true
	fail := func(format string, args ...any) {
		tp.t.Helper()
		ok = false
		tp.t.Errorf(format, args...)
	}
	broken := make(map[string]bool) // directories where something is wrong
	excused := func(dir string) bool {
		broken[dir] = true
		_, err := os.Stat(filepath.Join(dir, "broken.txt"))
		return err == nil
	}
	for _, p := range tp.prog.Packages {
		if len(p.TypeErrors) == 0 || excused(p.Dir) {
			continue
		}
		for _, e := range p.TypeErrors {
			fail("%s: the fixture does not compile: %s", tp.at(e.Pos), e.Msg)
		}
	}
	for _, problem := range tp.prog.Problems {
		dir := filepath.Dir(problem.File)
		if problem.File == "" {
			for _, p := range tp.prog.Packages {
				if p.Path == problem.Package {
					dir = p.Dir
				}
			}
		}
		was := broken[dir]
		if excused(dir) || was {
			continue
		}
		hint := ""
		if problem.Kind == "missing" {
			hint = " (dependencies are downloaded beforehand: cd testdata && go mod download)"
		}
		fail("%s:%d: the fixture does not load: %s%s", tp.name(problem.File), problem.Line, problem.Message, hint)
	}
	for _, p := range tp.prog.Packages {
		name := filepath.Join(p.Dir, "broken.txt")
		switch why, err := os.ReadFile(name); {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			fail("%v", err)
		case strings.TrimSpace(string(why)) == "":
			fail("%s:1: it does not say why the fixture is broken", tp.name(name))
		case !broken[p.Dir]:
			fail("%s:1: it says that the fixture is broken, which compiles", tp.name(name))
		}
	}
	return ok
}

// run judges a program in whole-module mode.
func (tp *topic) run(prog *driver.Program) (findings []*engine.Finding, err error) {
	err = protect(func() error {
		findings, err = tp.house.Judge(context.Background(), prog)
		return err
	})
	return findings, err
}

// protect turns a panic of f into an error.
func protect(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return f()
}

// text is what the regular expressions of wants are searched in.
func text(f *engine.Finding) string { return fmt.Sprintf("%s: %s (%s)", f.Level, f.Message, f.Rule) }

// compare reports the differences between what the fixtures want and what a mode found.
func (tp *topic) compare(wants []*want, findings []*engine.Finding, m mode) {
	tp.t.Helper()
	var outcomes []outcome
	for _, f := range findings {
		tp.checkFinding(f, m)
		if pos := tp.position(f.Pos); tp.files[pos.Filename] != nil {
			outcomes = append(outcomes, outcome{pos.Filename, pos.Line, []string{text(f)}})
		}
	}
	missing, unexpected := compare(wants, outcomes, m)
	for _, o := range unexpected {
		tp.t.Errorf("%s:%d: %s: unexpected finding: %s", tp.name(o.file), o.line, m, o.texts[0])
	}
	for _, w := range missing {
		tp.t.Errorf("%s:%d: %s: no finding for %s", tp.name(w.file), w.line, m, w)
	}
}

// checkFinding reports what is wrong with the form of a finding.
func (tp *topic) checkFinding(f *engine.Finding, m mode) {
	tp.t.Helper()
	fail := func(format string, args ...any) {
		tp.t.Helper()
		tp.t.Errorf("%s: %s: finding %q: %s", tp.at(f.Pos), m, text(f), fmt.Sprintf(format, args...))
	}
	if file := tp.prog.Fset.File(f.Pos); file == nil || tp.files[file.Name()] == nil {
		fail("stands outside of the topic")
	} else if f.End <= f.Pos || tp.prog.Fset.File(f.End) != file {
		fail("has no end in its file")
	}
	if f.Rule == "" {
		fail("has no rule")
	}
	if f.URL == "" {
		fail("has no URL")
	}
	if f.Level < engine.Note || f.Level > engine.Error {
		fail("has no level")
	}
	if err := checkMessage(f.Message); err != nil {
		fail("%v", err)
	}
}

// article matches how a sentence begins that only a level and a colon stand before.
var article = regexp.MustCompile(`^(A|All|An|The|This|What) `)

func checkMessage(msg string) error {
	switch {
	case strings.TrimSpace(msg) == "":
		return errors.New("the message is empty")
	case strings.ContainsAny(msg, "\r\n"):
		return fmt.Errorf("the message has a line break: %q", msg)
	case strings.HasSuffix(msg, "."):
		return fmt.Errorf("the message ends in a full stop: %q", msg)
	case article.MatchString(msg):
		return fmt.Errorf("the message begins with a capital letter, but with no name: %q", msg)
	case strings.TrimSpace(msg) != msg:
		return fmt.Errorf("the message has blanks around it: %q", msg)
	}
	return nil
}

// checkProjection compares the diagnostics of a modular driver with the findings that they stand for: what go vet, nogo
// and golangci-lint make of a diagnostic depends on each of these fields.
func (tp *topic) checkProjection(r report) {
	tp.t.Helper()
	waiting := make(map[*engine.Finding]bool)
	for _, f := range r.findings {
		if f.Rule != r.analyzer.Name {
			tp.t.Errorf("%s: analyzer %s has a finding of rule %q", tp.at(f.Pos), r.analyzer.Name, f.Rule)
		}
		if f.Level >= engine.Warning {
			waiting[f] = true
		}
	}
	for _, d := range r.diagnostics {
		fail := func(format string, args ...any) {
			tp.t.Helper()
			tp.t.Errorf("%s: diagnostic %q of %s: %s", tp.at(d.Pos), d.Message, r.analyzer.Name, fmt.Sprintf(format, args...))
		}
		if d.Category != r.analyzer.Name {
			fail("its category is %q", d.Category)
		}
		if d.URL == "" {
			fail("it has no URL")
		}
		if err := checkMessage(d.Message); err != nil {
			fail("%v", err)
		}
		if len(d.Related) > 0 {
			fail("it has related positions, which golangci-lint makes issues of")
		}
		file := tp.prog.Fset.File(d.Pos)
		if file == nil || !d.End.IsValid() || d.End <= d.Pos || tp.prog.Fset.File(d.End) != file {
			fail("it has no end in its file")
			continue
		}
		// The message may go on after the finding's: the path is its last sentence.
		var finding *engine.Finding
		for _, f := range r.findings {
			if waiting[f] && f.Pos == d.Pos && f.End == d.End && strings.HasPrefix(d.Message, f.Message) {
				finding = f
				delete(waiting, f)
				break
			}
		}
		if finding == nil {
			fail("no finding of level warning or error stands behind it")
			continue
		}
		local := func(f engine.Fix) bool { // what golangci-lint can apply
			return f.Safe && !slices.ContainsFunc(f.Edits, func(e engine.Edit) bool { return tp.prog.Fset.File(e.Pos) != file })
		}
		if len(d.SuggestedFixes) > 1 {
			fail("it has %d fixes, and some drivers apply them all", len(d.SuggestedFixes))
		}
		if len(d.SuggestedFixes) == 0 && slices.ContainsFunc(finding.Fixes, local) {
			fail("the safe fix of the finding is missing")
		}
		for _, sf := range d.SuggestedFixes {
			fix := engine.Fix{Message: sf.Message, Safe: true}
			for _, e := range sf.TextEdits {
				fix.Edits = append(fix.Edits, engine.Edit{Pos: e.Pos, End: e.End, New: string(e.NewText)})
			}
			if name, _, err := resolve(tp.prog.Fset, fix); err != nil {
				fail("its fix %q %v", sf.Message, err)
			} else if name != file.Name() {
				fail("its fix %q edits another file: %s", sf.Message, tp.name(name))
			}
			if !slices.ContainsFunc(finding.Fixes, func(f engine.Fix) bool { return f.Safe && f.Message == sf.Message }) {
				fail("its fix %q is not a safe fix of the finding", sf.Message)
			}
		}
	}
	for _, f := range r.findings {
		if waiting[f] {
			tp.t.Errorf("%s: %s: finding %q has no diagnostic", tp.at(f.Pos), packageMode, text(f))
		}
	}
}

// typeErrors returns the type errors of a program, without their lines: these move with a fix.
func typeErrors(prog *driver.Program) map[string]types.Error {
	errs := make(map[string]types.Error)
	for _, p := range prog.Packages {
		for _, e := range p.TypeErrors {
			file := prog.Fset.PositionFor(e.Pos, false).Filename
			key := file + ": " + numbers.ReplaceAllString(e.Msg, "N")
			for {
				if _, twice := errs[key]; !twice {
					break
				}
				key += " again"
			}
			errs[key] = e
		}
	}
	return errs
}

// numbers are the parts of messages and names that change when lines or closures are added above.
var numbers = regexp.MustCompile(`[:$]\d+`)

// compile type-checks the topic for an architecture with the files of the overlay, and returns the first error that is
// new. The program is nil if none of these files is built there.
func (tp *topic) compile(goarch string, overlay map[string][]byte) (*driver.Program, error) {
	base, err := tp.forArch(goarch)
	if err != nil || base == nil {
		return nil, err
	}
	built := false
	for _, p := range base.Packages {
		for _, f := range p.Files {
			_, ok := overlay[base.Fset.File(f.FileStart).Name()]
			built = built || ok
		}
	}
	if !built {
		return nil, nil
	}
	prog, err := recheck(base, overlay)
	if err != nil {
		return nil, err
	}
	if newTypeError(base, prog) == nil {
		return prog, nil
	}
	// The fix may use what was not loaded so far. Loading decides.
	var whole *driver.Program
	err = protect(func() error {
		pattern, err := filepath.Rel(tp.suite.dir, tp.dir)
		if err == nil {
			pattern = "./" + filepath.ToSlash(pattern) + "/..."
			all := maps.Clone(overlay)
			for name, src := range tp.suite.overlay {
				if _, ok := all[name]; !ok {
					all[name] = src
				}
			}
			whole, err = tp.house.Load(context.Background(), tp.suite.dir, []string{pattern}, goarch, all)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if prog, err = restrict(whole, tp.dir); err != nil {
		return nil, err
	}
	return prog, newTypeError(base, prog)
}

// forArch returns the topic for another architecture.
func (tp *topic) forArch(goarch string) (*driver.Program, error) {
	if prog, ok := tp.arches[goarch]; ok {
		return prog, nil
	}
	if tp.targets != nil && tp.targets != tp {
		return tp.targets.forArch(goarch)
	}
	whole, err := tp.load(tp.pattern, goarch)
	if err != nil {
		return nil, err
	}
	prog, err := restrict(whole, tp.dir)
	tp.arches[goarch] = prog
	return prog, err
}

// newTypeError returns a type error of prog that base has not.
func newTypeError(base, prog *driver.Program) error {
	old := typeErrors(base)
	var first error
	var at token.Position
	for key, e := range typeErrors(prog) {
		if _, was := old[key]; was {
			continue
		}
		pos := prog.Fset.PositionFor(e.Pos, false)
		if first == nil || pos.Filename < at.Filename || pos.Filename == at.Filename && pos.Offset < at.Offset {
			at = pos
			first = fmt.Errorf("%s:%d:%d: %s", filepath.Base(pos.Filename), pos.Line, pos.Column, e.Msg)
		}
	}
	if first == nil {
		for _, p := range prog.Problems {
			if (p.Kind == "parse" || p.Kind == "missing") && !slices.ContainsFunc(base.Problems, func(q driver.Problem) bool { return q.Kind == p.Kind && q.Package == p.Package }) {
				return errors.New(p.Message)
			}
		}
	}
	return first
}
