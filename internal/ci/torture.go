package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rdslint/rdslint/internal/evidence"
	"github.com/rdslint/rdslint/internal/peak"
)

// maxMemory is more than the command may need for anything here.
const maxMemory = 3 << 30

// torture runs the command over much code, and over code that is wrong: std and the commands of the Go distribution, and the files by
// which the compiler and the type checker are tested, each as a package of its own. It must neither crash nor hang, nor need more
// memory than most machines have.
func torture(r *run) error {
	tmp, err := os.MkdirTemp("", "rdslint-torture-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	tool := filepath.Join(tmp, "rdslint.exe")
	if err := r.command("build", "-o", tool, "./cmd/rdslint"); err != nil {
		return err
	}
	var out bytes.Buffer
	if err := r.exec(&out, "env", "GOROOT"); err != nil {
		return err
	}
	goroot := strings.TrimSpace(out.String())
	root := filepath.Join(goroot, "src")
	places := []struct {
		name string
		dir  string
		from []string // where the files of a module to be made are
	}{
		{name: "std", dir: root},
		{name: "cmd", dir: filepath.Join(root, "cmd")},
		{name: "tests of the compiler", from: []string{filepath.Join(goroot, "test")}},
		{name: "tests of the type checker", from: []string{filepath.Join(root, "internal", "types", "testdata")}},
	}
	var errs []error
	var figures []evidence.Figure
	for i, p := range places {
		if p.dir == "" {
			p.dir = filepath.Join(tmp, fmt.Sprint(i))
			if err := scatter(p.dir, p.from); err != nil {
				return err
			}
		}
		list, err := goFiles(p.dir)
		if err != nil {
			return err
		}
		files := len(list)
		if files == 0 {
			r.skip(p.name + ": the Go distribution has none here")
			continue
		}
		start := time.Now()
		v, err := judgeWith(r, tool, p.dir)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %v", p.name, err))
			continue
		}
		memory := peak.Memory(v.state)
		if memory > maxMemory {
			errs = append(errs, fmt.Errorf("%s: it needs %d MB", p.name, memory>>20))
		}
		if v.Summary.Packages == 0 {
			errs = append(errs, fmt.Errorf("%s: no packages were judged", p.name))
		}
		figures = append(figures,
			evidence.Figure{What: p.name + ": files", Count: int64(files)},
			evidence.Figure{What: p.name + ": packages judged", Count: int64(v.Summary.Packages)},
			evidence.Figure{What: p.name + ": of these, packages with errors", Count: int64(v.Summary.PartlyTyped)},
			evidence.Figure{What: p.name + ": time", Count: int64(time.Since(start).Round(time.Second).Seconds()), Unit: "s"},
			evidence.Figure{What: p.name + ": peak memory", Count: memory >> 20, Unit: "MB"},
		)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return r.record("go run ./internal/ci torture", figures)
}

// scatter makes a module in which each Go file below some directories is a package of its own. The constraints that would leave a file
// out are taken from it.
func scatter(dir string, from []string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/torture\n\ngo 1.26\n"), 0o666); err != nil {
		return err
	}
	n := 0
	for _, root := range from {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) && name == root {
				return nil
			}
			if err != nil || !d.Type().IsRegular() || filepath.Ext(name) != ".go" {
				return err
			}
			src, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			n++
			target := filepath.Join(dir, fmt.Sprintf("p%05d", n), "p.go")
			if err := os.Mkdir(filepath.Dir(target), 0o777); err != nil {
				return err
			}
			src = bytes.ReplaceAll(src, []byte("//go:build "), []byte("//go-build "))
			return os.WriteFile(target, bytes.ReplaceAll(src, []byte("// +build "), []byte("// -build ")), 0o666)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
