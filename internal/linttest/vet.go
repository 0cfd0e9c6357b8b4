package linttest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// Vet judges topics ("objectname/warn") by the command as go vet runs it, without options: what is wanted in the modular
// mode is expected, except for notes, which go vet does not print.
func Vet(t *testing.T, topics ...string) {
	t.Helper()
	root := fixtures(t)
	tool := buildTool(t, moduleRoot(t), "./cmd/rdslint")
	for _, topic := range topics {
		t.Run(topic, func(t *testing.T) {
			vet(t, tool, root, filepath.Join(root, filepath.FromSlash(topic)))
		})
	}
}

// buildTool builds a command for this machine and returns its file.
func buildTool(t *testing.T, dir, pkg string) string {
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

// vet runs go vet with the tool in the module root on the packages below dir.
func vet(t reporter, tool, root, dir string) {
	t.Helper()
	tp := &topic{suite: &suite{dir: root}, t: t, dir: dir}
	rel, err := filepath.Rel(root, dir)
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	var wants []*want
	sources, _ := tp.walk()
	for _, name := range sources {
		ws, errs := readWants(name)
		for _, e := range errs {
			t.Errorf("%s:%d: %s", tp.name(e.file), e.line, e.msg)
		}
		wants = append(wants, ws...)
	}

	cmd := exec.Command("go", "vet", "-vettool="+tool, "-json", "./"+filepath.ToSlash(rel)+"/...")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=windows", "GOARCH="+homeArch, "CGO_ENABLED=0")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Errorf("%s: %s: %v\n%s%s", tp.name(dir), cmd, err, stderr.Bytes(), stdout.Bytes())
		return
	}
	outcomes, err := parseVet(&stdout)
	if err != nil {
		t.Errorf("%s: go vet: %v\n%s", tp.name(dir), err, stderr.Bytes())
		return
	}
	missing, unexpected := compare(wants, outcomes, packageMode)
	for _, o := range unexpected {
		t.Errorf("%s:%d: go vet: unexpected: %s", tp.name(o.file), o.line, o.texts[0])
	}
	for _, w := range missing {
		if !w.isNote() {
			t.Errorf("%s:%d: go vet: nothing for %s", tp.name(w.file), w.line, w)
		}
	}
}

var posn = regexp.MustCompile(`^(.*):(\d+):\d+$`)

// parseVet reads what go vet -json prints: an object for each package, package to analyzer to a list of diagnostics or
// an error.
func parseVet(r io.Reader) ([]outcome, error) {
	var outcomes []outcome
	for dec := json.NewDecoder(r); ; {
		var packages map[string]map[string]json.RawMessage
		if err := dec.Decode(&packages); errors.Is(err, io.EOF) {
			return outcomes, nil
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
					line, err := strconv.Atoi(m[2])
					if err != nil {
						return nil, err
					}
					outcomes = append(outcomes, outcome{m[1], line, spellings(d.Category, d.Message)})
				}
			}
		}
	}
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
