package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// formatted holds the project to gofmt. Fixtures are not its code.
func formatted(root string) error {
	var errs []error
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch base := filepath.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && name != root && (base == "testdata" || base[0] == '.'):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(name) != ".go":
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if out, err := format.Source(src); err != nil {
			errs = append(errs, fmt.Errorf("%s:%v", name, err))
		} else if !bytes.Equal(src, out) {
			errs = append(errs, fmt.Errorf("%s is not formatted", name))
		}
		return nil
	})
	return errors.Join(append(errs, err)...)
}

// judgeCorpus runs the command in every module below a directory and says how it went.
func judgeCorpus(r *run, tool, root string) error {
	modules, err := modulesBelow(root)
	if err != nil {
		return err
	}
	bad := 0
	for _, dir := range modules {
		if r.ctx.Err() != nil {
			return errors.New("given up")
		}
		start := time.Now()
		said, err := judgeModule(r, tool, dir)
		if err != nil {
			bad++
			said = "BAD: " + err.Error()
		}
		fmt.Fprintf(r.out, "%6.1fs  %s: %s\n", time.Since(start).Seconds(), dir, said)
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d modules", bad, len(modules))
	}
	return nil
}

// modulesBelow returns the directories of the modules below root.
func modulesBelow(root string) ([]string, error) {
	var modules []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "vendor" || d.Name() == ".git"):
			return filepath.SkipDir
		case d.Name() == "go.mod":
			modules = append(modules, filepath.Dir(name))
		}
		return nil
	})
	return modules, err
}

// patience is what a module may take: the largest need seconds.
const patience = 3 * time.Minute

// judgeModule runs the command in one module. A module that cannot be loaded is no failure; a crash is, and so is output
// that is not JSON.
func judgeModule(r *run, tool, dir string) (string, error) {
	v, err := judgeWith(r, tool, dir)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("exit code %d, %d findings, %d errors", v.state.ExitCode(), len(v.Findings), len(v.Errors)), nil
}

// A report is what the command prints with -format json, as far as it matters here.
type report struct {
	Findings []finding
	Errors   []struct{ Kind, Package, Message string }
	Summary  struct{ Packages, PartlyTyped int }

	state *os.ProcessState
}

type finding struct {
	Rule, Message, File string
	Fixes               []struct{ Safe bool }
}

// judgeWith runs the command in a module. A module that cannot be loaded has an empty report. That the command crashes or does not
// end, that a rule does, and that the report is none, is an error.
func judgeWith(r *run, tool, dir string, flags ...string) (*report, error) {
	return judgeWithin(r, patience, tool, dir, flags...)
}

func judgeWithin(r *run, limit time.Duration, tool, dir string, flags ...string) (*report, error) {
	ctx, cancel := context.WithTimeout(r.ctx, limit)
	defer cancel()
	args := append([]string{"-format", "json", "-min-level", "note"}, flags...)
	cmd := exec.CommandContext(ctx, tool, append(args, "./...")...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "RDSLINT_CACHE=off"), r.env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("it does not end within %s", limit)
	}
	if code := cmd.ProcessState.ExitCode(); strings.Contains(stderr.String(), "goroutine ") || code > 2 || code < 0 {
		return nil, fmt.Errorf("it crashes: %s", strings.TrimSpace(stderr.String()))
	}
	rep := &report{state: cmd.ProcessState}
	if err := json.Unmarshal(stdout.Bytes(), rep); err != nil {
		return nil, err
	}
	for _, e := range rep.Errors {
		if e.Kind == "panic" || e.Kind == "rule" {
			return nil, errors.New(e.Message)
		}
	}
	return rep, nil
}
