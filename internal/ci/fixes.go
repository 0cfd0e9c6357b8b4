package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/format"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rdslint/rdslint/internal/evidence"
	"github.com/rdslint/rdslint/internal/form"
)

// The ways to apply fixes to a module, and the architectures on which the result must type-check.
var (
	choices = [][]string{{"-fix"}, {"-fix", "-unsafe-fixes"}}
	arches  = []string{"amd64", "arm64", "386"}
)

// fixCorpus applies the fixes of every module below root in copies of it: the safe ones and then all, in each form that its files
// can have. Every package that type-checked for an architecture before must still do, and every module that could be built be built;
// the forms must have the same result, but for the form; and doing it again must change nothing.
//
// It is the linter's own loader that type-checks a module: all of the module's packages, with the bodies of their functions, by the
// type checker of the compiler. Where the go command can build the module, it does that as well.
func fixCorpus(r *run, tool, root string) error {
	modules, err := modulesBelow(root)
	if err != nil {
		return err
	}
	bad := 0
	counts := make(map[string]int64)
	for _, dir := range modules {
		if r.ctx.Err() != nil {
			return errors.New("given up")
		}
		report, err := judgeWith(r, tool, dir)
		if err != nil || !slices.ContainsFunc(report.Findings, func(f finding) bool { return len(f.Fixes) > 0 }) {
			continue // judgeCorpus says what is wrong
		}
		counts["modules with fixes"]++
		for _, flags := range choices {
			start := time.Now()
			said, err := fixModule(r, tool, root, dir, flags, counts)
			if err != nil {
				bad++
				said = "BAD: " + err.Error()
			}
			fmt.Fprintf(r.out, "%6.1fs  %s %s: %s\n", time.Since(start).Seconds(), dir, strings.Join(flags, " "), said)
		}
	}
	figures := []evidence.Figure{{What: "modules", Count: int64(len(modules))}}
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		figures = append(figures, evidence.Figure{What: what, Count: counts[what]})
	}
	if bad > 0 {
		return fmt.Errorf("fixes do harm in %d cases", bad)
	}
	return r.record("go run ./internal/ci fixes", figures)
}

// fixModule applies fixes to a module, in each form, and says how that went.
func fixModule(r *run, tool, root, dir string, flags []string, counts map[string]int64) (string, error) {
	said := ""
	var want map[string][]byte // the module's files afterwards
	for _, f := range form.Forms {
		err := func() error {
			tree, err := os.MkdirTemp("", "rdslint-fixes-")
			if err != nil {
				return err
			}
			defer os.RemoveAll(tree)
			// A module may replace another one of its repository.
			rel, err := filepath.Rel(root, dir)
			if err != nil {
				return err
			}
			repo, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
			if err := copyTree(filepath.Join(tree, repo), filepath.Join(root, repo), f); err != nil {
				return err
			}
			c := corrected{run: r, tool: tool, dir: filepath.Join(tree, rel), flags: flags}
			before, err := goFiles(tree)
			if err != nil {
				return err
			}
			if f == form.Forms[0] {
				said, err = c.judge(counts)
			} else {
				_, err = judgeWith(r, tool, c.dir, flags...)
			}
			if err != nil {
				return err
			}
			after, err := goFiles(tree)
			if err != nil {
				return err
			}
			if want == nil {
				want = after
			}
			for name, src := range after {
				if !bytes.Equal(src, f.Write(want[name])) {
					return fmt.Errorf("%s is another file: %s", name, f.Name)
				}
				if !bytes.Equal(src, before[name]) {
					counts[strings.Join(flags, " ")+": files written, "+f.Name]++
				}
				if clean(before[name]) && !clean(src) {
					return fmt.Errorf("%s is no more formatted: %s", name, f.Name)
				}
			}
			return nil
		}()
		if err != nil {
			return "", err
		}
	}
	return said, nil
}

// corrected is a module in which fixes are applied.
type corrected struct {
	*run
	tool, dir string
	flags     []string
}

// judge applies the fixes, and says how many findings are gone.
func (c corrected) judge(counts map[string]int64) (string, error) {
	first, err := judgeWith(c.run, c.tool, c.dir)
	if err != nil {
		return "", err
	}
	before, err := c.broken()
	if err != nil {
		return "", err
	}
	builds := c.build() == nil
	if _, err := judgeWith(c.run, c.tool, c.dir, c.flags...); err != nil {
		return "", err
	}
	once, err := goFiles(c.dir)
	if err != nil {
		return "", err
	}
	last, err := judgeWith(c.run, c.tool, c.dir)
	if err != nil {
		return "", err
	}
	n := len(first.Findings) - len(last.Findings)
	after, err := c.broken()
	if err != nil {
		return "", err
	}
	for _, goarch := range arches {
		if after[goarch] > before[goarch] {
			return "", fmt.Errorf("%d packages do not type-check for windows/%s, and %d did not before", after[goarch], goarch, before[goarch])
		}
		counts[strings.Join(c.flags, " ")+": findings corrected, type-checked for windows/"+goarch] += int64(n)
	}
	if new := last.besides(first); len(new) > 0 {
		return "", fmt.Errorf("new findings: %s", strings.Join(new, "; "))
	}
	said := fmt.Sprintf("%d of %d findings corrected", n, len(first.Findings))
	if builds {
		if err := c.build(); err != nil {
			return "", err
		}
		said += ", and it still builds"
		counts[strings.Join(c.flags, " ")+": modules that go build still builds"]++
	}
	if _, err := judgeWith(c.run, c.tool, c.dir, c.flags...); err != nil {
		return "", err
	}
	twice, err := goFiles(c.dir)
	if err != nil {
		return "", err
	}
	if !maps.EqualFunc(once, twice, bytes.Equal) {
		return "", errors.New("a second time changes files again")
	}
	return said, nil
}

// broken counts the packages that do not type-check, by architecture.
func (c corrected) broken() (map[string]int, error) {
	counts := make(map[string]int)
	for _, goarch := range arches {
		rep, err := judgeWith(c.with("GOARCH="+goarch), c.tool, c.dir)
		if err != nil {
			return nil, err
		}
		counts[goarch] = max(rep.broken(), rep.Summary.PartlyTyped)
	}
	return counts, nil
}

// clean reports whether gofmt has nothing to do.
func clean(src []byte) bool {
	src = form.Plain(src)
	out, err := format.Source(src)
	return err == nil && bytes.Equal(src, out)
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

// build builds the module, which may fail for want of anything.
func (c corrected) build() error {
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "build", "-o", os.DevNull, "./...")
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "GOOS=windows", "CGO_ENABLED=0")
	cmd.WaitDelay = 5 * time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("it no longer builds: %s", bytes.TrimSpace(out))
	}
	return nil
}

// copyTree copies the regular files of a directory, but not its history. Go files are written in a form.
func copyTree(to, from string, f form.Form) error {
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
		if filepath.Ext(name) == ".go" {
			data = f.Write(data)
		}
		return os.WriteFile(target, data, 0o666)
	})
}

// goFiles returns the Go files below a directory, by their names in it.
func goFiles(dir string) (map[string][]byte, error) {
	files := make(map[string][]byte)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || filepath.Ext(name) != ".go" {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		files[rel], err = os.ReadFile(name)
		return err
	})
	return files, err
}
