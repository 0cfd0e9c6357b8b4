package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// The demo, as README.md names it.
const demo = "testdata/demo"

// Answers are what the command says.
type answers struct {
	help     string
	findings string // in the demo
	diff     string // of the fixes of these findings
}

// ask builds the command and runs it.
func ask(root string) (answers, error) {
	dir, err := os.MkdirTemp("", "rdslint-docgen-")
	if err != nil {
		return answers{}, err
	}
	defer os.RemoveAll(dir)
	tool := filepath.Join(dir, "rdslint")
	if runtime.GOOS == "windows" {
		tool += ".exe"
	}
	// A test that runs for windows under an emulator still needs a command for the machine's own system.
	if _, _, err := run(root, []string{"GOOS=", "GOARCH="}, "go", "build", "-o", tool, "./cmd/rdslint"); err != nil {
		return answers{}, err
	}

	var said answers
	if said.help, _, err = run(root, nil, tool, "help"); err != nil {
		return answers{}, err
	}
	env := []string{"GOARCH=amd64", "RDSLINT_CACHE=off"}
	var unseen string
	if said.findings, unseen, err = run(root, env, tool, "-C", demo, "-fail-on", "never", "./..."); err != nil {
		return answers{}, err
	}
	if unseen != "" {
		return answers{}, fmt.Errorf("the demo cannot be judged whole:\n%s(are its dependencies there? cd %s && go mod download)", unseen, demo)
	}
	if said.diff, _, err = run(root, env, tool, "-C", demo, "-fail-on", "never", "-diff", "-unsafe-fixes", "./..."); err != nil {
		return answers{}, err
	}
	for _, text := range []string{said.findings, said.diff} {
		if strings.Contains(text, filepath.ToSlash(root)) || strings.Contains(text, root) {
			return answers{}, errors.New("what the command says of the demo names a directory of this machine")
		}
	}
	return said, nil
}

// run runs a command in dir and returns what it writes to its two outputs.
func run(dir string, env []string, name string, args ...string) (stdout, stderr string, err error) {
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return "", "", fmt.Errorf("%s %s: %v\n%s", filepath.Base(name), strings.Join(args, " "), err, errs.Bytes())
	}
	return out.String(), errs.String(), nil
}
