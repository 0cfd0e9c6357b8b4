package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/rdslint/rdslint/internal/cache"
	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/output"
)

// A lintRun is one run over a module: the settings, and what it takes to look again at changed files.
type lintRun struct {
	*command
	*settings
	progress progress
	known    *known
	took     []driver.Took
	cached   *cache.Cache // nil is none
	recalled bool         // nothing had to be judged
}

// A verdict is what the rules found in one state of the module.
type verdict struct {
	*driver.Result
	prog    *driver.Program
	overlay map[string][]byte
	known   map[*engine.Finding]bool // accepted already, see the type
}

// lint judges the packages, corrects what it is asked to, and prints the rest.
func (c *command) lint(ctx context.Context, s *settings) (int, error) {
	var err error
	if s.dir, err = workdir(s.dir); err != nil {
		return exitFailure, err
	}
	if s.root != "" {
		if s.root, err = rootDir(s.dir, s.root); err != nil {
			return exitFailure, err
		}
	}
	if err := s.sinks.open(s.dir); err != nil {
		return exitFailure, err
	}
	c.reports = s.sinks
	if err := c.configure(s); err != nil {
		return exitFailure, err
	}
	l := &lintRun{command: c, settings: s}
	if c.terminal(c.stderr) && c.getenv("TERM") != "dumb" {
		l.progress.w = c.stderr
	}
	defer l.progress.done()
	if l.cached, err = c.openCache(); err != nil {
		return exitFailure, err
	}
	if l.known, err = openKnown(ctx, c, s); err != nil {
		return exitFailure, err
	}
	defer l.known.close()
	finish, err := s.profile()
	if err != nil {
		return exitFailure, err
	}
	defer finish()

	start := time.Now()
	v, err := l.judge(ctx, nil)
	if err != nil {
		return exitFailure, err
	}
	switch {
	case s.diff:
		changes, _, err := l.correct(ctx, v)
		if err != nil {
			return exitFailure, err
		}
		l.progress.done()
		if err := l.printDiff(changes.Diff(s.dir)); err != nil {
			return exitFailure, err
		}
		// Nothing is corrected yet, so the exit code still speaks of all findings.
	case s.fix:
		changes, after, err := l.correct(ctx, v)
		if err != nil {
			return exitFailure, err
		}
		l.progress.done()
		if err := changes.Write(); err != nil {
			return exitFailure, err
		}
		if n := changes.Fixed(); n > 0 {
			l.sayf("%s corrected in %s", count(n, "finding"), count(len(changes.Files), "file"))
		}
		v = after
	}
	l.progress.done()

	if err := l.known.accept(l, v); err != nil {
		return exitFailure, err
	}
	report := l.report(v)
	if s.verbose {
		how := steps(l.took)
		if l.recalled {
			how = "nothing has changed since the last run"
		}
		l.sayf("%s in %.1fs: %s", count(report.Summary.Packages, "package"), time.Since(start).Seconds(), how)
		for _, w := range v.Withheld {
			at := v.prog.Fset.PositionFor(w.Finding.Pos, false)
			l.sayf("%s:%d: a fix is not offered (%s): %s", at.Filename, at.Line, w.Fix.Message, w.Why)
		}
	}
	if err := l.print(report); err != nil {
		return exitFailure, err
	}
	if s.failOn < never && report.AtLeast(s.failOn) > 0 {
		return exitFindings, nil
	}
	return exitClean, nil
}

// judge loads the packages, with files replaced by the overlay's, and runs the rules.
func (l *lintRun) judge(ctx context.Context, overlay map[string][]byte) (*verdict, error) {
	cfg := driver.Config{
		Dir:      l.dir,
		Patterns: l.patterns,
		Tags:     l.tags,
		Tests:    l.tests,
		Env:      append(slices.Clip(l.env), "PWD="+l.dir),
		Overlay:  overlay,
		Loader:   l.loader,
		NoCgo:    l.noCgo,
	}
	opts := driver.Options{
		Rules:    l.settings.rules,
		Settings: l.judging(),
		Solved:   l.debug(),
	}
	memory := l.memory(ctx, cfg, opts)
	if memory != nil {
		l.progress.stage("looking for changes")
	}
	if prog, res := memory.Recall(ctx); res != nil {
		l.recalled = true
		return l.verdict(prog, res, nil)
	}
	l.progress.stage("loading packages")
	cfg.Settings = &opts.Settings
	prog, err := l.load(ctx, memory.Config(cfg))
	if err == nil && !slices.ContainsFunc(prog.Packages, func(p *driver.Package) bool { return p.Matched }) {
		err = errors.New("no packages match " + strings.Join(l.patterns, " "))
		if len(prog.Problems) > 0 { // there are some, of which nothing could be read
			err = errors.New(output.Problem(prog.Problems[0]).String())
		}
	}
	if err != nil {
		if said := err.Error(); strings.HasPrefix(said, "no packages match") {
			what := "./... names all packages of the module"
			if slices.Contains(l.patterns, "./...") {
				what = "there is no Go code for Windows here"
			}
			err = errors.New(said + ": " + what)
		}
		return nil, err
	}
	l.progress.stage(fmt.Sprintf("judging %s", count(len(prog.Packages), "package")))
	res, err := l.run(ctx, prog, opts)
	if err != nil {
		return nil, err
	}
	l.took = driver.Add(l.took, slices.Concat(prog.Took, res.Took)...)
	l.keep(memory, prog, res)
	return l.verdict(prog, res, overlay)
}

// verdict applies to a result what the user has said of findings.
func (l *lintRun) verdict(prog *driver.Program, res *driver.Result, overlay map[string][]byte) (*verdict, error) {
	l.level(prog, res)
	v := &verdict{Result: res, prog: prog, overlay: overlay}
	var err error
	v.known, err = l.known.among(l, v)
	if err != nil {
		return nil, err
	}
	return v, nil
}

// input is what reports and fingerprints are made of.
func (l *lintRun) input(v *verdict) output.Input {
	return output.Input{Fset: v.prog.Fset, Findings: v.Findings, Dir: cmp.Or(l.root, l.dir), Read: v.read}
}

// judging returns the settings of the rules.
func (l *lintRun) judging() engine.Settings {
	s := l.places
	s.Tests, s.Generated = l.tests, l.generated
	return s
}

// debug returns what to do as soon as it is known where the code runs, nil for nothing.
func (l *lintRun) debug() func(*engine.Module) {
	if l.whereabouts == nil {
		return nil
	}
	return func(m *engine.Module) {
		l.progress.done()
		if err := m.Explain(l.stderr, l.whereabouts); err != nil {
			l.sayf("%v", err)
		}
	}
}

// report is what the user is to see of a verdict.
func (l *lintRun) report(v *verdict) *output.Report {
	var problems []output.Problem
	for _, p := range v.Problems {
		problems = append(problems, output.Problem(p))
	}
	in := l.input(v)
	in.Problems = problems
	in.Packages, in.PartlyTyped = v.Packages, v.PartlyTyped
	in.MinLevel = l.minLevel
	in.Known = func(f *engine.Finding) bool { return v.known[f] }
	in.Rules = l.chosen()
	in.Version = moduleVersion()
	return output.New(in)
}

// chosen returns the rules that run.
func (l *lintRun) chosen() []*engine.Rule {
	if l.settings.rules == nil {
		return l.command.rules
	}
	return slices.DeleteFunc(slices.Clone(l.command.rules), func(r *engine.Rule) bool {
		return !slices.Contains(l.settings.rules, r.Name)
	})
}

// read returns a file as it was judged.
func (v *verdict) read(file string) ([]byte, error) {
	if src, ok := v.overlay[file]; ok {
		return src, nil
	}
	return os.ReadFile(file)
}

// print writes the report, and to stderr what could not be seen where a form of the report has no place for that. After
// -diff only the diff is on stdout, so that it can be piped into patch.
func (l *lintRun) print(r *output.Report) error {
	if !l.sinks.tell() {
		for _, line := range r.Notices(l.verbose) {
			l.sayf("%s", line)
		}
	}
	if l.diff {
		l.sayf("%s", r.Closing())
		return nil
	}
	return l.sinks.write(l.stdout, r, output.TextOptions{Color: l.colored(), Fixes: true})
}

func (l *lintRun) printDiff(diff []byte) error {
	if l.terminal(l.stdout) || l.color == "always" {
		return toStdout(output.Diff(l.stdout, diff, l.colored()))
	}
	_, err := l.stdout.Write(diff)
	return toStdout(err)
}

func (l *lintRun) colored() bool {
	if l.color != "auto" {
		return l.color == "always"
	}
	return l.terminal(l.stdout) && l.getenv("NO_COLOR") == "" && l.getenv("TERM") != "dumb"
}

func (l *lintRun) sayf(format string, args ...any) {
	fmt.Fprintln(l.stderr, "rdslint: "+output.Plain(fmt.Sprintf(format, args...)))
}

// correct applies the fixes of a verdict in memory and judges the result. Files of a package that would not type-check
// any more are left alone.
func (l *lintRun) correct(ctx context.Context, v *verdict) (*driver.Changes, *verdict, error) {
	verdicts := make(map[*driver.Program]*verdict)
	judged := func(v *verdict) driver.Judged {
		verdicts[v.prog] = v
		return driver.Judged{Program: v.prog, Findings: v.Findings, Accept: l.accepts(v)}
	}
	c, err := driver.Correct(judged(v), func(overlay map[string][]byte) (driver.Judged, error) {
		next, err := l.judge(ctx, overlay)
		if err != nil {
			return driver.Judged{}, err
		}
		return judged(next), nil
	})
	if err != nil {
		return nil, nil, err
	}
	for _, file := range c.Refused {
		l.progress.done()
		l.sayf("%s: its fixes are withheld, the result would not compile", file)
	}
	return c.Changes, verdicts[c.After.Program], nil
}

// accepts says which fixes to apply: those of findings that are printed.
func (l *lintRun) accepts(v *verdict) func(*engine.Finding, *engine.Fix) bool {
	return func(f *engine.Finding, fix *engine.Fix) bool {
		return f.Level >= l.minLevel && !v.known[f] && (fix.Safe || l.unsafe)
	}
}

// count is "1 word", "2 words".
func count(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return fmt.Sprintf("%d %s", n, word)
}
