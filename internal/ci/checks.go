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
	ctx, cancel := context.WithTimeout(r.ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, tool, "-format", "json", "-min-level", "note", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "RDSLINT_CACHE=off")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		return "", err
	}
	if ctx.Err() != nil {
		return "", fmt.Errorf("it does not end within %s", patience)
	}
	if strings.Contains(stderr.String(), "goroutine ") || cmd.ProcessState.ExitCode() > 2 || cmd.ProcessState.ExitCode() < 0 {
		return "", fmt.Errorf("it crashes: %s", strings.TrimSpace(stderr.String()))
	}
	var report struct {
		Findings []struct{}
		Errors   []struct{ Kind, Message string }
	}
	if err := json.Unmarshal(stdout.Bytes(), &report); err != nil {
		return "", err
	}
	for _, e := range report.Errors {
		if e.Kind == "panic" || e.Kind == "rule" {
			return "", errors.New(e.Message)
		}
	}
	return fmt.Sprintf("exit code %d, %d findings, %d errors", cmd.ProcessState.ExitCode(), len(report.Findings), len(report.Errors)), nil
}
