package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/txtar"
)

// elsewhere are the documented commands that something else runs: the file that does, and the text by which it does. The
// file "" is for what no test can run.
var elsewhere = map[string]struct{ file, by string }{
	"go run ./internal/bench DIRECTORY...":        {"internal/bench/main_test.go", "func Test"},
	"go test ./internal/driver -bench Module":     {"", "it takes minutes; TestGrowth runs a smaller one of the same modules"},
	"go test ./internal/driver -fuzz FuzzSlice":   {"", "it does not end; its seeds are a test"},
	"go run ./internal/ci -fuzztime 3m fuzz":      {"", "it takes as long as it is told to; the seeds are tests"},
	"go run ./internal/ci torture":                {"internal/ci/main.go", `{"torture", 0, torture}`},
	"go run ./internal/ci coverage":               {"internal/ci/main.go", `{"coverage", 0, coverage}`},
	".ci/run":                                     {".ci/run", "exec go run ./internal/ci"},
	"go test ./...":                               {"internal/ci/main.go", `r.packages([]string{"./..."}`},
	"go run ./internal/ci full":                   {"internal/ci/main.go", `case "full":`},
	"go run ./internal/docgen":                    {"internal/docgen/main_test.go", "generate("},
	"go run ./internal/docgen -n":                 {"internal/docgen/main_test.go", "generate("},
	"go run ./cmd/rdslint -C testdata/demo ./...": {"internal/docgen/ask.go", `"-C", demo`},
	"GOOS=windows custom-gcl run ./...":           {"plugin/golangcitest/testdata/script/run.txtar", "exec $GOLANGCI run ./..."},
	"GOOS=windows custom-gcl run --fix ./...":     {"plugin/golangcitest/testdata/script/run.txtar", "exec $GOLANGCI run --fix"},
	"golangci-lint custom":                        {"", "it clones golangci-lint; golangcitest is built from the same parts"},
}

// TestDocumented runs each command line of the documentation, document by document, in a small module with a history.
func TestDocumented(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash here: .ci/run, which needs bash, runs this")
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git here: a clone, as .ci/run has, runs this")
	}
	goEnv := publish(t, t.TempDir())
	documents := map[string]string{"help": helpText}
	for _, pattern := range []string{"../../README.md", "../../docs/*.md", "../../docs/changes/*.md"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			documents[filepath.Base(file)] = string(text)
		}
	}
	ran := 0
	for name, text := range documents {
		var box *sandbox
		for _, line := range commandLines(text) {
			if at, ok := elsewhere[line]; ok {
				if at.file != "" {
					src, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(at.file)))
					require.NoError(t, err)
					assert.Contains(t, string(src), at.by, "%s: %s", name, line)
				}
				continue
			}
			if box == nil {
				box = newSandbox(t, goEnv)
			}
			ran++
			out, code := box.run(line)
			assert.Contains(t, []int{exitClean, exitFindings}, code, "%s: %s\n%s", name, line, out)
			assert.NotRegexp(t, refused, out, "%s: %s", name, line)
			if code == exitFindings && !strings.HasPrefix(line, "rdslint") { // the go command's own failures have this code, too
				assert.Contains(t, out, "example-agent", "%s: %s", name, line)
			}
		}
	}
	assert.Greater(t, ran, 30, "command lines are no longer found")
}

// refused is what is said of arguments that are wrong, also with the exit code of findings, and of a crash.
var refused = regexp.MustCompile(`flag requires|unknown (flag|rule|command)|not defined|(?m)^usage:|^goroutine `)

// programs are what a command line can begin with.
var programs = regexp.MustCompile(`^(?:[A-Z]+=\S+ )*(?:rdslint|go|golangci-lint|custom-gcl|bazel|\.ci/run|eval|source)(?: |$)`)

// commandLines returns the command lines in the code blocks of a document.
func commandLines(document string) []string {
	var lines []string
	fenced, code := false, false
	for line := range strings.Lines(document) {
		line = strings.TrimRight(line, "\n")
		if kind, ok := strings.CutPrefix(line, "```"); ok {
			fenced = !fenced
			code = fenced && slices.Contains([]string{"sh", "yaml", "groovy"}, kind)
			continue
		}
		indented := strings.HasPrefix(line, "    ")
		if fenced && !code || !fenced && !indented {
			continue
		}
		line = strings.TrimSpace(line)
		for _, before := range []string{"- ", "run: ", "script: "} {
			line = strings.TrimPrefix(line, before)
		}
		if in, ok := strings.CutPrefix(line, "sh '"); ok { // Jenkins
			line = strings.TrimSuffix(in, "'")
		}
		line, _, _ = strings.Cut(line, "  ") // what stands behind it explains it
		line, _, _ = strings.Cut(line, " #")
		if programs.MatchString(line) && !strings.ContainsAny(line, "[<") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

func TestCommandLines(t *testing.T) {
	assert.Equal(t, []string{"rdslint ./...", "GOOS=windows go vet ./...", "rdslint a", "rdslint b"}, commandLines(
		"text rdslint no\n\n    rdslint ./...   # why\n    GOOS=windows go vet ./... # why\n    rdslint explain <rule>\n"+
			"```\n    rdslint no\n```\n```yaml\n  - run: rdslint a\n```\n```groovy\n    sh 'rdslint b'\n```\n"))
}

// A sandbox is a module in a git repository, with the command in its path.
type sandbox struct {
	dir string
	env []string
}

const sandboxModule = `
-- go.mod --
module example.com/m

go 1.24
-- agent/agent.go --
package agent

import "example.com/m/lock"

func Run() { lock.Lock() }
-- .rdslint.yml --
levels:
  - paths: [other]
    level: note
-- lock/lock.go --
package lock

import (
	"syscall"
	"unsafe"
)

func Lock() {
	createMutex := syscall.NewLazyDLL("kernel32.dll").NewProc("CreateMutexW")
	name, _ := syscall.UTF16PtrFromString("example-agent")
	createMutex.Call(0, 0, uintptr(unsafe.Pointer(name)))
}
`

// unpackInto writes the files of an archive below a directory.
func unpackInto(t *testing.T, dir, archive string) {
	t.Helper()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o777))
		require.NoError(t, os.WriteFile(name, f.Data, 0o666))
	}
}

func newSandbox(t *testing.T, goEnv []string) *sandbox {
	t.Helper()
	b := &sandbox{dir: t.TempDir(), env: append(os.Environ(), goEnv...)}
	// The go command keeps what vet found by the content of a package, and under -trimpath not by its directory. In those of an
	// earlier run there is nothing any more to be fixed.
	unpackInto(t, b.dir, sandboxModule+"// "+b.dir+"\n")
	b.env = append(b.env, "PWD="+b.dir, "HOME="+b.dir, "GIT_CONFIG_NOSYSTEM=1")
	out, code := b.run(`git init -q && git add . && git -c user.name=a -c user.email=a@example.com commit -qm first && git update-ref refs/remotes/origin/main HEAD`)
	require.Zero(t, code, out)
	return b
}

// run runs a line of bash and returns what it prints, and its exit code.
func (b *sandbox) run(line string) (string, int) {
	cmd := exec.Command("bash", "-c", line)
	cmd.Dir, cmd.Env = b.dir, b.env
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		return err.Error(), -1
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// TestAction runs the steps of action.yml that are shell scripts, as GitHub does.
func TestAction(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash here: .ci/run, which needs bash, runs this")
	}
	text, err := os.ReadFile("../../action.yml")
	require.NoError(t, err)
	var action struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Steps []struct {
				Name, Shell, Run string
				WorkingDirectory string `yaml:"working-directory"`
				Env              map[string]string
			}
		}
	}
	require.NoError(t, yaml.Unmarshal(text, &action))
	input := regexp.MustCompile(`^\$\{\{ inputs\.([a-z-]+) \}\}$`)
	value := func(text string, inputs map[string]string) string {
		if text == "" {
			return ""
		}
		m := input.FindStringSubmatch(text)
		require.NotNil(t, m, text)
		if v, ok := inputs[m[1]]; ok {
			return v
		}
		require.Contains(t, action.Inputs, m[1])
		return action.Inputs[m[1]].Default
	}

	goEnv := publish(t, t.TempDir())
	for name, test := range map[string]struct {
		inputs map[string]string
		code   int
		file   string
	}{
		"defaults":  {nil, exitFindings, "lock/lock.go"},
		"arguments": {map[string]string{"args": "-fail-on error -min-level note", "packages": "./agent ./lock"}, exitClean, "lock/lock.go"},
		"below":     {map[string]string{"working-directory": "below"}, exitFindings, "below/lock/lock.go"},
		"wrong":     {map[string]string{"args": "-nonsense"}, exitFailure, ""},
	} {
		t.Run(name, func(t *testing.T) {
			tmp := t.TempDir()
			box := &sandbox{dir: t.TempDir(), env: append(os.Environ(), goEnv...)}
			unpackInto(t, box.dir, sandboxModule)
			unpackInto(t, filepath.Join(box.dir, "below"), sandboxModule)
			runner := filepath.Join(tmp, "runner")
			require.NoError(t, os.MkdirAll(runner, 0o777))
			outputs, paths := filepath.Join(tmp, "outputs"), filepath.Join(tmp, "paths")
			box.env = append(box.env, "RUNNER_TEMP="+runner, "GITHUB_WORKSPACE="+box.dir, "GITHUB_OUTPUT="+outputs, "GITHUB_PATH="+paths)
			var out string
			var code int
			for _, step := range action.Runs.Steps {
				if step.Run == "" {
					continue // the upload is GitHub's own
				}
				require.Equal(t, "bash", step.Shell)
				in := *box
				in.dir = filepath.Join(box.dir, value(step.WorkingDirectory, test.inputs))
				for k, v := range step.Env {
					in.env = append(in.env, k+"="+value(v, test.inputs))
				}
				if more, err := os.ReadFile(paths); err == nil {
					in.env = append(in.env, "PATH="+strings.TrimSpace(string(more))+string(os.PathListSeparator)+os.Getenv("PATH"))
				}
				require.Zero(t, code, out)
				out, code = in.run("set -eo pipefail\n" + step.Run)
			}
			require.Equal(t, test.code, code, out)
			said, err := os.ReadFile(outputs)
			require.NoError(t, err)
			file := strings.TrimPrefix(strings.TrimSpace(string(said)), "sarif=")
			if test.file == "" {
				return
			}
			assert.Contains(t, out, fmt.Sprintf("file=%s,line=10,", test.file))
			report, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Contains(t, string(report), fmt.Sprintf("%q", test.file))
			assert.Contains(t, string(report), `"version": "v0.1.0"`)
		})
	}
}

// TestPreCommit runs the hooks as pre-commit does: what go install makes of the repository, with the arguments of each.
func TestPreCommit(t *testing.T) {
	text, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	require.NoError(t, err)
	var hooks []struct {
		ID, Name, Description, Language, Entry string
		Args, Types                            []string
		PassFilenames                          bool `yaml:"pass_filenames"`
	}
	dec := yaml.NewDecoder(strings.NewReader(string(text)))
	dec.KnownFields(true)
	require.NoError(t, dec.Decode(&hooks))
	for _, h := range hooks {
		assert.Equal(t, "golang", h.Language)
		assert.False(t, h.PassFilenames)
		box := &sandbox{dir: t.TempDir(), env: append(os.Environ(), "GOWORK=off")}
		unpackInto(t, box.dir, sandboxModule)
		out, code := box.run(h.Entry + " " + strings.Join(h.Args, " "))
		fixed, err := os.ReadFile(filepath.Join(box.dir, "lock", "lock.go"))
		require.NoError(t, err)
		if strings.Contains(h.ID, "fix") {
			assert.Zero(t, code, out)
			assert.Contains(t, string(fixed), `Local\\example-agent`)
		} else {
			assert.Equal(t, exitFindings, code, out)
			assert.NotContains(t, string(fixed), "Local")
		}
	}
}
