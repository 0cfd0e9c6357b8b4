package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// fixCorpus applies the fixes of every module below root in a copy of it, the safe ones and then all. Every package that
// compiled before must still do, and doing it again must change nothing.
func fixCorpus(r *run, tool, root string) error {
	modules, err := modulesBelow(root)
	if err != nil {
		return err
	}
	bad, fixed := 0, 0
	for _, dir := range modules {
		if r.ctx.Err() != nil {
			return errors.New("given up")
		}
		report, err := judgeWith(r, tool, dir)
		if err != nil || !slices.ContainsFunc(report.Findings, func(f finding) bool { return len(f.Fixes) > 0 }) {
			continue // judgeCorpus says what is wrong
		}
		for _, flags := range [][]string{{"-fix"}, {"-fix", "-unsafe-fixes"}} {
			start := time.Now()
			n, builds, err := fixModule(r, tool, root, dir, flags)
			said := fmt.Sprintf("%d of %d findings corrected", n, len(report.Findings))
			if builds {
				said += ", and it still builds"
			}
			if err != nil {
				bad++
				said = "BAD: " + err.Error()
			}
			fixed += n
			fmt.Fprintf(r.out, "%6.1fs  %s %s: %s\n", time.Since(start).Seconds(), dir, strings.Join(flags, " "), said)
		}
	}
	fmt.Fprintf(r.out, "%d findings corrected\n", fixed)
	if bad > 0 {
		return fmt.Errorf("fixes do harm in %d cases", bad)
	}
	return nil
}

// fixModule applies fixes to a copy of a module. It returns how many findings are gone, and whether the module could be
// built before.
func fixModule(r *run, tool, root, dir string, flags []string) (n int, builds bool, err error) {
	tmp, err := os.MkdirTemp("", "rdslint-fixes-")
	if err != nil {
		return 0, false, err
	}
	defer os.RemoveAll(tmp)
	// A module may replace another one of its repository.
	rel, err := filepath.Rel(root, dir)
	if err != nil {
		return 0, false, err
	}
	repo, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	if err := copyTree(filepath.Join(tmp, repo), filepath.Join(root, repo)); err != nil {
		return 0, false, err
	}
	dir = filepath.Join(tmp, rel)

	before, err := judgeWith(r, tool, dir)
	if err != nil {
		return 0, false, err
	}
	builds = buildWindows(r, dir) == nil
	if _, err := judgeWith(r, tool, dir, flags...); err != nil {
		return 0, false, err
	}
	after, err := judgeWith(r, tool, dir)
	if err != nil {
		return 0, false, err
	}
	n = len(before.Findings) - len(after.Findings)
	if was, is := before.broken(), after.broken(); is > was || after.Summary.PartlyTyped > before.Summary.PartlyTyped {
		return n, builds, fmt.Errorf("%d packages do not type-check, and %d did not before", is, was)
	}
	if new := after.besides(before); len(new) > 0 {
		return n, builds, fmt.Errorf("new findings: %s", strings.Join(new, "; "))
	}
	if builds {
		if err := buildWindows(r, dir); err != nil {
			return n, builds, err
		}
	}
	once, err := digests(tmp)
	if err != nil {
		return n, builds, err
	}
	if _, err := judgeWith(r, tool, dir, flags...); err != nil {
		return n, builds, err
	}
	twice, err := digests(tmp)
	if err != nil {
		return n, builds, err
	}
	if !maps.Equal(once, twice) {
		return n, builds, errors.New("a second time changes files again")
	}
	return n, builds, nil
}

// A report is what the command prints with -format json, as far as it matters here.
type report struct {
	Findings []finding
	Errors   []struct{ Kind, Package, Message string }
	Summary  struct{ Packages, PartlyTyped int }
}

type finding struct {
	Rule, Message, File string
	Fixes               []struct{ Safe bool }
}

// broken counts the packages that do not type-check.
func (r *report) broken() int {
	pkgs := make(map[string]bool)
	for _, e := range r.Errors {
		if e.Kind == "type" || e.Kind == "parse" {
			pkgs[e.Package] = true
		}
	}
	return len(pkgs)
}

// besides returns the files and rules that have more findings than in old. Messages may change with what is corrected.
func (r *report) besides(old *report) []string {
	counts := make(map[string]int)
	for _, f := range old.Findings {
		counts[f.File+": "+f.Rule]++
	}
	var list []string
	for _, f := range r.Findings {
		key := f.File + ": " + f.Rule
		if counts[key]--; counts[key] < 0 {
			list = append(list, key+": "+f.Message)
		}
	}
	return list
}

// judgeWith runs the command in a module. A module that cannot be loaded has an empty report.
func judgeWith(r *run, tool, dir string, flags ...string) (*report, error) {
	ctx, cancel := context.WithTimeout(r.ctx, patience)
	defer cancel()
	args := append([]string{"-format", "json", "-min-level", "note"}, flags...)
	cmd := exec.CommandContext(ctx, tool, append(args, "./...")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "RDSLINT_CACHE=off")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("it does not end within %s", patience)
	}
	if code := cmd.ProcessState.ExitCode(); code > 2 || code < 0 {
		return nil, fmt.Errorf("it crashes: %s", strings.TrimSpace(stderr.String()))
	}
	rep := new(report)
	if err := json.Unmarshal(stdout.Bytes(), rep); err != nil {
		return nil, err
	}
	return rep, nil
}

// buildWindows builds a module, which may fail for want of anything.
func buildWindows(r *run, dir string) error {
	ctx, cancel := context.WithTimeout(r.ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "build", "-o", os.DevNull, "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOOS=windows", "CGO_ENABLED=0")
	cmd.WaitDelay = 5 * time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("it no longer builds: %s", bytes.TrimSpace(out))
	}
	return nil
}

// copyTree copies the regular files of a directory, but not its history.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case d.IsDir() && d.Name() == ".git":
			return filepath.SkipDir
		case d.IsDir():
			return os.MkdirAll(target, 0o777)
		case !d.Type().IsRegular():
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o666)
	})
}

// digests returns a digest of every file below a directory.
func digests(dir string) (map[string][sha256.Size]byte, error) {
	sums := make(map[string][sha256.Size]byte)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() //nolint:errcheck // only read
		h := sha256.New()
		if _, err := io.Copy(h, f); err != nil {
			return err
		}
		sums[name] = [sha256.Size]byte(h.Sum(nil))
		return nil
	})
	return sums, err
}
