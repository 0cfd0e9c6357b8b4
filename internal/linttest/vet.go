package linttest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Vet judges topics ("objectname/warn") by the command as go vet runs it, without options: what is wanted in the modular
// mode is expected, except for notes, which go vet does not print. It returns what go vet printed.
func Vet(t *testing.T, topics ...string) []Diagnostic {
	t.Helper()
	root := fixtures(t)
	tool := Build(t, filepath.Dir(root), "./cmd/rdslint")
	said, err := vet(root, tool, topics)
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range topics {
		judgeModular(t, "go vet", root, topic, said)
	}
	return said
}

// Golangci judges topics by a golangci-lint that has the plugin, like [Vet].
func Golangci(t *testing.T, tool string, topics ...string) []Diagnostic {
	t.Helper()
	root := fixtures(t)
	said, err := golangci(root, tool, t.TempDir(), topics)
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range topics {
		judgeModular(t, "golangci-lint", root, topic, said)
	}
	return said
}

// Topics returns what go vet and golangci-lint can judge: the topics that compile, without a C compiler. Unless all of them
// are wanted, those are left out that need much of other modules, and that these drivers judge as the command does.
func Topics(t *testing.T, all bool) []string {
	t.Helper()
	root := fixtures(t)
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		if !e.IsDir() || e.Name() == "demo" || e.Name() == "stubs" { // modules of their own
			continue
		}
		for _, name := range topics(t, filepath.Join(root, e.Name())) {
			tp := &topic{suite: &suite{dir: root}, t: t, dir: filepath.Join(root, e.Name(), name)}
			if builds, light := tp.needs(); builds && (all || light || tp.differs()) {
				list = append(list, e.Name()+"/"+name)
			}
		}
	}
	return list
}

// small are the modules that cost nothing to build, beside the standard library.
var small = []string{"rdslint.example/", "golang.org/x/sys/", "github.com/pkg/browser", "github.com/kardianos/service"}

// needs reports whether the topic is neither broken on purpose nor written with cgo, and whether it is built fast.
func (tp *topic) needs() (builds, light bool) {
	light = true
	sources, _ := tp.walk()
	for _, name := range sources {
		if _, err := os.Stat(filepath.Join(filepath.Dir(name), "broken.txt")); err == nil {
			return false, false
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			tp.t.Errorf("%v", err)
			return false, false
		}
		for _, imp := range file.Imports {
			path := strings.Trim(imp.Path.Value, "\"`")
			first, _, _ := strings.Cut(path, "/")
			switch {
			case path == "C":
				return false, false
			case strings.Contains(first, ".") && !slices.ContainsFunc(small, func(s string) bool { return strings.HasPrefix(path, s) }):
				light = false
			}
		}
	}
	return true, light
}

// differs reports whether the topic wants one thing where the whole module is seen and another where it is not.
func (tp *topic) differs() bool {
	sources, _ := tp.walk()
	return slices.ContainsFunc(sources, func(name string) bool {
		wants, _ := readWants(name)
		return slices.ContainsFunc(wants, func(w *want) bool { return w.modes != moduleMode|packageMode })
	})
}

// A Diagnostic is what another driver of go/analysis printed.
type Diagnostic struct {
	File          string // relative to the module of the fixtures, with slashes
	Line, Column  int
	Rule, Message string
}

// Build builds a command for this machine and returns its file.
func Build(t *testing.T, dir, pkg string) string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "tool")
	if runtime.GOOS == "windows" {
		tool += ".exe"
	}
	cmd := exec.Command("go", "build", "-o", tool, pkg)
	cmd.Dir = dir
	// A test that runs for windows under an emulator still needs a tool for the go command's own machine.
	cmd.Env = append(os.Environ(), "GOOS=", "GOARCH=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build %s: %v\n%s", pkg, err, out)
	}
	return tool
}

// environment is what the fixtures are judged for, without a C compiler.
func environment(more ...string) []string {
	return append(append(os.Environ(), "GOOS=windows", "GOARCH="+homeArch, "CGO_ENABLED=0"), more...)
}

// output runs a command and returns its standard output.
func output(cmd *exec.Cmd) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %v\n%s%s", filepath.Base(cmd.Path), err, stderr.Bytes(), stdout.Bytes())
	}
	return stdout.Bytes(), nil
}

func patterns(topics []string) []string {
	var out []string
	for _, topic := range topics {
		out = append(out, "./"+topic+"/...")
	}
	return out
}

// vet runs go vet with a tool on topics of a module.
func vet(root, tool string, topics []string) ([]Diagnostic, error) {
	cmd := exec.Command("go", append([]string{"vet", "-vettool=" + tool, "-json"}, patterns(topics)...)...)
	cmd.Dir, cmd.Env = root, environment()
	out, err := output(cmd)
	if err != nil {
		return nil, err
	}
	return parseVet(bytes.NewReader(out), root)
}

// everything is a configuration of golangci-lint that leaves out nothing of what the plugin reports.
const everything = `
version: "2"
linters:
  default: none
  enable: [rdslint]
  settings:
    custom:
      rdslint: {type: module}
issues:
  max-issues-per-linter: 0
  max-same-issues: 0
  uniq-by-line: false
`

// golangci runs golangci-lint on topics of a module; tmp takes its files.
func golangci(root, tool, tmp string, topics []string) ([]Diagnostic, error) {
	config := filepath.Join(tmp, "golangci.yml")
	if err := os.WriteFile(config, []byte(everything), 0o666); err != nil {
		return nil, err
	}
	args := []string{"run", "-c", config, "--allow-parallel-runners", "--issues-exit-code=0", "--show-stats=false", "--path-mode=abs",
		"--output.text.path=" + os.DevNull, "--output.json.path=stdout"}
	cmd := exec.Command(tool, append(args, patterns(topics)...)...)
	cmd.Dir, cmd.Env = root, environment("GOLANGCI_LINT_CACHE="+filepath.Join(tmp, "cache"))
	out, err := output(cmd)
	if err != nil {
		return nil, err
	}
	return parseGolangci(out, root)
}

// judgeModular compares what a driver printed of a topic with what the topic wants.
func judgeModular(t reporter, driver, root, name string, said []Diagnostic) {
	t.Helper()
	tp := &topic{suite: &suite{dir: root}, t: t, dir: filepath.Join(root, filepath.FromSlash(name))}
	var wants []*want
	sources, _ := tp.walk()
	for _, name := range sources {
		ws, errs := readWants(name)
		for _, e := range errs {
			t.Errorf("%s:%d: %s", tp.name(e.file), e.line, e.msg)
		}
		wants = append(wants, ws...)
	}
	var outcomes []outcome
	for _, d := range said {
		if strings.HasPrefix(d.File, name+"/") {
			outcomes = append(outcomes, outcome{filepath.Join(root, filepath.FromSlash(d.File)), d.Line, spellings(d.Rule, d.Message)})
		}
	}
	missing, unexpected := compare(wants, outcomes, packageMode)
	for _, o := range unexpected {
		t.Errorf("%s:%d: %s: unexpected: %s", tp.name(o.file), o.line, driver, o.texts[0])
	}
	for _, w := range missing {
		if !w.isNote() {
			t.Errorf("%s:%d: %s: nothing for %s", tp.name(w.file), w.line, driver, w)
		}
	}
}

var posn = regexp.MustCompile(`^(.*):(\d+):(\d+)$`)

// parseVet reads what go vet -json prints: an object for each package, package to analyzer to a list of diagnostics or
// an error.
func parseVet(r io.Reader, root string) ([]Diagnostic, error) {
	var all []Diagnostic
	for dec := json.NewDecoder(r); ; {
		var packages map[string]map[string]json.RawMessage
		if err := dec.Decode(&packages); errors.Is(err, io.EOF) {
			return sorted(all), nil
		} else if err != nil {
			return nil, err
		}
		for pkg, analyzers := range packages {
			for name, data := range analyzers {
				var diagnostics []struct{ Category, Posn, Message string }
				if err := json.Unmarshal(data, &diagnostics); err != nil {
					return nil, fmt.Errorf("analyzer %s on package %s: %s", name, pkg, data)
				}
				for _, d := range diagnostics {
					m := posn.FindStringSubmatch(d.Posn)
					if m == nil {
						return nil, fmt.Errorf("analyzer %s on package %s: position %q", name, pkg, d.Posn)
					}
					line, _ := strconv.Atoi(m[2])   // digits
					column, _ := strconv.Atoi(m[3]) // digits
					all = append(all, Diagnostic{relative(root, m[1]), line, column, d.Category, d.Message})
				}
			}
		}
	}
}

// parseGolangci reads the JSON form of golangci-lint. An issue of another linter is an error: it is about the fixture.
func parseGolangci(data []byte, root string) ([]Diagnostic, error) {
	var report struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal(data, &report); err != nil {
		return nil, err
	}
	var all []Diagnostic
	for _, i := range report.Issues {
		rule, message, ok := strings.Cut(i.Text, ": ")
		if i.FromLinter != "rdslint" || !ok {
			return nil, fmt.Errorf("%s:%d: %s (%s)", i.Pos.Filename, i.Pos.Line, i.Text, i.FromLinter)
		}
		all = append(all, Diagnostic{relative(root, i.Pos.Filename), i.Pos.Line, i.Pos.Column, rule, message})
	}
	return sorted(all), nil
}

func relative(root, file string) string {
	if rel, err := filepath.Rel(root, file); err == nil {
		file = rel
	}
	return filepath.ToSlash(file)
}

func sorted(all []Diagnostic) []Diagnostic {
	slices.SortFunc(all, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column,
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return all
}

// spellings returns what the finding behind a diagnostic may have looked like: its level is not in the diagnostic, and
// its message may go on with the path there.
func spellings(rule, message string) []string {
	var texts []string
	for end := len(message); end > 0; end = strings.LastIndex(message[:end], ". ") {
		for _, level := range []string{"warning", "error"} {
			texts = append(texts, fmt.Sprintf("%s: %s (%s)", level, message[:end], rule))
		}
	}
	return texts
}
