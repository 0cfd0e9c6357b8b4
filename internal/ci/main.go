// Ci runs the checks that a change must pass, against the clock.
//
//	go run ./internal/ci          the quick set
//	go run ./internal/ci full     with the race detector and coverage, and over the corpus if RDSLINT_CORPUS names its directory
//	go run ./internal/ci races    the tests under the race detector only
//	go run ./internal/ci coverage how much of the engine and the rules their tests reach
//	go run ./internal/ci torture  over the Go distribution, and over code with errors
//	go run ./internal/ci corpus   over the corpus only
//	go run ./internal/ci loaders  over the corpus, to compare the ways to load it
//	go run ./internal/ci fixes    over the corpus, to apply all fixes
//	go run ./internal/ci fuzz     each fuzz target for a while
//
// With -record fixes, torture and fuzz write what they counted to internal/evidence.
// It ends with the verdicts of go test and the coverage, after the times of the stages and one loud line for what was not run.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rdslint/rdslint/internal/evidence"
)

// limit is when a run is given up, whatever its stages still want.
const (
	quickLimit = 24 * time.Minute
	fullLimit  = 2 * time.Hour
)

func main() {
	r := &run{out: os.Stdout, dir: ".", log: new(log)}
	flag.BoolVar(&r.recording, "record", false, "write what was counted to internal/evidence")
	flag.DurationVar(&r.fuzzTime, "fuzztime", time.Minute, "the time for each fuzz target")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/ci [-record] [-fuzztime d] [full | races | coverage | torture | corpus | loaders | fixes | fuzz]")
	}
	flag.Parse()
	limit := fullLimit
	var list []stage
	switch name := strings.Join(flag.Args(), " "); name {
	case "":
		limit, list = quickLimit, stages(false)
	case "full":
		list = stages(true)
	case "corpus":
		list = corpusStages
	default:
		list = slices.DeleteFunc(slices.Concat(fullStages, corpusStages, extraStages), func(s stage) bool { return s.name != name })
	}
	if len(list) == 0 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	ctx, cancel := context.WithTimeout(ctx, limit)
	r.ctx = ctx
	for _, s := range list {
		r.stage(s)
	}
	cancel()
	stop()
	r.close()
	if r.failed {
		os.Exit(1)
	}
}

// A stage is a set of checks with a budget on two cores.
type stage struct {
	name   string
	budget time.Duration // 0 is none
	check  func(*run) error
}

func stages(full bool) []stage {
	list := []stage{
		{"unit", 5 * time.Minute, unit},
		{"fixtures", 5 * time.Minute, fixtures},
		{"drivers", 8 * time.Minute, drivers},
		{"wine", 3 * time.Minute, wine},
	}
	if full {
		list = slices.Concat(list, fullStages, corpusStages)
	}
	return list
}

// What takes longer than a change can wait.
var fullStages = []stage{
	{"races", 0, races},
	{"coverage", 0, coverage},
	{"all drivers", 0, allDrivers},
	{"torture", 0, torture},
}

// The command over real modules: it must print valid JSON and not crash, and its fixes must do no harm.
var corpusStages = []stage{
	{"corpus", 0, func(r *run) error { return corpus(r, judgeCorpus) }},
	{"loaders", 0, func(r *run) error { return corpus(r, compareLoaders) }},
	{"fixes", 0, func(r *run) error { return corpus(r, fixCorpus) }},
}

// What is run when somebody asks for it.
var extraStages = []stage{
	{"fuzz", 0, fuzz},
}

// The packages of the stages beside unit, which has the rest.
var (
	fixturePackages = []string{"./analyzers/...", "./internal/linttest/..."}
	driverPackages  = []string{"./cmd/...", "./plugin/..."}
)

// unit holds the format, vet, and the tests that are nobody else's.
func unit(r *run) error {
	rest, err := r.packages([]string{"./..."}, append(driverPackages, fixturePackages...))
	return errors.Join(
		formatted(r.dir),
		r.command("vet", "./..."),
		err,
		r.test(rest...),
	)
}

// fixtures holds the tests of the rules.
func fixtures(r *run) error {
	list, err := r.packages(fixturePackages, nil)
	return errors.Join(err, r.test(list...))
}

// drivers holds the ways in: the command, go vet, golangci-lint, and rdslint on itself; SARIF against its schema; and the catalogue against
// the real bindings.
func drivers(r *run) error {
	list, err := r.packages(driverPackages, nil)
	err = errors.Join(
		err,
		r.test(list...),
		r.command("run", "./cmd/rdslint", "./..."),
		r.with("GOOS=windows", "CGO_ENABLED=0").command("build", "-o", os.DevNull, "./cmd/rdslint"),
		r.in("internal/output/schematest").test("./..."),
		r.in("plugin/golangcitest").test("."),
	)
	const bindings = "internal/winapi/bindingcheck"
	if _, missing := os.Stat(filepath.Join(r.dir, bindings, "go.mod")); missing != nil {
		r.skip("the catalogue against the real bindings: there is no " + bindings)
		return err
	}
	return errors.Join(err, r.in(bindings).test("./..."))
}

func races(r *run) error {
	return r.command("test", "-race", "./...")
}

// minCoverage is the part of the statements of the engine and the rules that their tests must reach, in percent.
const minCoverage = 85

// coverage says how much of the engine and the rules their tests reach, together.
func coverage(r *run) error {
	tmp, err := os.MkdirTemp("", "rdslint-ci-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	profile := filepath.Join(tmp, "cover.out")
	const engine, rules = "./internal/engine/...", "./analyzers/..."
	if err := r.command("test", "-timeout=40m", "-coverpkg="+engine+","+rules, "-coverprofile="+profile, engine, rules); err != nil {
		return err
	}
	var out bytes.Buffer
	if err := r.exec(&out, "tool", "cover", "-func="+profile); err != nil {
		return err
	}
	return covered(r, out.String())
}

// covered reads the last line of go tool cover -func: "total: (statements) 90.1%".
func covered(r *run, text string) error {
	words := strings.Fields(text)
	if len(words) == 0 {
		return errors.New("go tool cover says nothing")
	}
	percent, err := strconv.ParseFloat(strings.TrimSuffix(words[len(words)-1], "%"), 64)
	if err != nil {
		return fmt.Errorf("go tool cover: %v", err)
	}
	r.verdicts = append(r.verdicts, fmt.Sprintf("the tests of the engine and the rules reach %.1f %% of their statements", percent))
	if percent < minCoverage {
		return fmt.Errorf("%.1f %% of the statements are reached, and not %d %%", percent, minCoverage)
	}
	return nil
}

// allDrivers judges the fixtures that drivers leaves out as well.
func allDrivers(r *run) error {
	return r.in("plugin/golangcitest").command("test", ".", "-all")
}

// corpus builds the command and runs check with it over the modules below a directory.
func corpus(r *run, check func(r *run, tool, root string) error) error {
	root := os.Getenv("RDSLINT_CORPUS")
	if root == "" {
		r.skip("the corpus: RDSLINT_CORPUS is not set")
		return nil
	}
	tmp, err := os.MkdirTemp("", "rdslint-ci-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	tool := filepath.Join(tmp, "rdslint.exe")
	if err := r.command("build", "-o", tool, "./cmd/rdslint"); err != nil {
		return err
	}
	return check(r, tool, root)
}

// A run is where and how commands run.
type run struct {
	ctx context.Context
	out io.Writer
	dir string
	env []string
	*log

	recording bool
	fuzzTime  time.Duration
}

// A log collects what the stages have to say.
type log struct {
	failed   bool
	times    []string
	skipped  []string
	verdicts []string // the lines of go test, and the coverage
}

func (r *run) stage(s stage) {
	fmt.Fprintf(r.out, "== %s\n", s.name)
	skipped := len(r.skipped)
	start := time.Now()
	err := s.check(r)
	took := time.Since(start).Round(100 * time.Millisecond)

	line := fmt.Sprintf("%-9s %8s", s.name, took)
	if s.budget > 0 {
		line += fmt.Sprintf(" of %s", s.budget)
	}
	switch {
	case err != nil:
		r.failed = true
		line += "  FAILED: " + strings.ReplaceAll(err.Error(), "\n", "; ")
	case s.budget > 0 && took > s.budget:
		line += "  OVER BUDGET"
	case len(r.skipped) > skipped:
		line += "  not all was run"
	}
	r.times = append(r.times, line)
}

// close prints the summary. The verdicts of go test come last, for whoever reads only the end.
func (r *run) close() {
	fmt.Fprintf(r.out, "\n== times\n%s\n\n", strings.Join(r.times, "\n"))
	if len(r.skipped) > 0 {
		fmt.Fprintf(r.out, "!!!!!! NOT RUN: %s !!!!!!\n\n", strings.ToUpper(strings.Join(r.skipped, "; ")))
	}
	for _, line := range r.verdicts {
		fmt.Fprintln(r.out, line)
	}
}

// record prints what a command counted, and writes it down if asked to.
func (r *run) record(command string, figures []evidence.Figure) error {
	for _, f := range figures {
		fmt.Fprintf(r.out, "%s: %s\n", f.What, f)
	}
	if !r.recording {
		return nil
	}
	return evidence.Record(filepath.Join(r.dir, "internal", "evidence", "figures.json"), command, figures)
}

func (r *run) skip(what string) { r.skipped = append(r.skipped, what) }

// in is the run in a directory below.
func (r *run) in(dir string) *run {
	in := *r
	in.dir = filepath.Join(r.dir, dir)
	return &in
}

// with is the run with more environment variables.
func (r *run) with(env ...string) *run {
	with := *r
	with.env = append(slices.Clip(r.env), env...)
	return &with
}

// command runs a go command.
func (r *run) command(args ...string) error {
	return r.exec(r.out, args...)
}

func (r *run) exec(w io.Writer, args ...string) error {
	return r.program(w, append([]string{"go"}, args...)...)
}

// program runs a program, with what it prints going to w.
func (r *run) program(w io.Writer, args ...string) error {
	fmt.Fprintf(r.out, "$ %s\n", strings.Join(args, " "))
	cmd := exec.CommandContext(r.ctx, args[0], args[1:]...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), r.env...)
	cmd.Stdout, cmd.Stderr = w, r.out
	cmd.WaitDelay = 5 * time.Second
	err := cmd.Run()
	what := strings.Join(args[:min(2, len(args))], " ")
	if r.ctx.Err() != nil {
		return fmt.Errorf("%s: given up", what)
	}
	if err != nil {
		return fmt.Errorf("%s: %v", what, err)
	}
	return nil
}

// test runs go test and keeps its verdicts for the end. It gives up when the run does, and not before on a machine that has
// other things to do.
func (r *run) test(packages ...string) error {
	if len(packages) == 0 {
		return nil
	}
	var out bytes.Buffer
	err := r.exec(io.MultiWriter(r.out, &out), append([]string{"test", "-timeout=20m"}, packages...)...)
	for line := range strings.Lines(out.String()) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "ok  \t") || strings.HasPrefix(line, "FAIL\t") {
			r.verdicts = append(r.verdicts, line)
		}
	}
	return err
}

// packages lists those that match the patterns but not the others.
func (r *run) packages(patterns, without []string) ([]string, error) {
	list := func(patterns []string) ([]string, error) {
		var out bytes.Buffer
		args := []string{"list", "-e", "-find", "-f", "{{if .Name}}{{.ImportPath}}{{end}}"}
		if err := r.exec(&out, append(args, patterns...)...); err != nil {
			return nil, err
		}
		return strings.Fields(out.String()), nil
	}
	all, err := list(patterns)
	if err != nil || len(without) == 0 {
		return all, err
	}
	drop, err := list(without)
	if err != nil {
		return nil, err
	}
	dropped := make(map[string]bool)
	for _, p := range drop {
		dropped[p] = true
	}
	var kept []string
	for _, p := range all {
		if !dropped[p] {
			kept = append(kept, p)
		}
	}
	return kept, nil
}
