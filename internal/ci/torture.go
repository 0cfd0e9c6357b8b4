package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
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
		{name: "tests of the compiler", from: []string{filepath.Join(goroot, "test")}},
		{name: "tests of the type checker", from: []string{filepath.Join(root, "internal", "types", "testdata")}},
		{name: "std", dir: root},
		{name: "cmd", dir: filepath.Join(root, "cmd")},
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
		maps.DeleteFunc(list, func(name string, _ []byte) bool { return filepath.Base(name) == besideName })
		files := len(list)
		if files == 0 {
			r.skip(p.name + ": the Go distribution has none here")
			continue
		}
		start := time.Now()
		v, err := judgeWithin(r, slowPatience, tool, p.dir)
		if len(p.from) > 0 {
			err = errors.Join(err, os.RemoveAll(p.dir))
		}
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
		for _, f := range []evidence.Figure{
			{What: "files", Count: int64(files)},
			{What: "findings", Count: int64(len(v.Findings))},
			{What: "packages judged", Count: int64(v.Summary.Packages)},
			{What: "of these, packages with errors", Count: int64(v.Summary.PartlyTyped)},
			{What: "time", Count: int64(time.Since(start).Round(time.Second).Seconds()), Unit: "s"},
			{What: "processor time", Count: int64((v.state.UserTime() + v.state.SystemTime()).Round(time.Second).Seconds()), Unit: "s"},
			{What: "peak memory", Count: memory >> 20, Unit: "MB"},
		} {
			f.What = p.name + ": " + f.What
			fmt.Fprintf(r.out, "%s: %s\n", f.What, f)
			figures = append(figures, f)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return r.record("go run ./internal/ci torture", figures)
}

const besideName = "beside.go"

// beside is what each package gets besides, so that there is something to find in it.
const beside = `package %s

import (
	"syscall"
	"unsafe"
)

var createMutexBeside = syscall.NewLazyDLL("kernel32.dll").NewProc("CreateMutexW")

func lockBeside(name string) {
	p, _ := syscall.UTF16PtrFromString(name)
	createMutexBeside.Call(0, 0, uintptr(unsafe.Pointer(p)))
}

func init() { lockBeside("global\\torture-%s") }
`

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
			if err := os.WriteFile(target, bytes.ReplaceAll(src, []byte("// +build "), []byte("// -build ")), 0o666); err != nil {
				return err
			}
			file, _ := parser.ParseFile(token.NewFileSet(), "", src, parser.PackageClauseOnly)
			if file == nil || file.Name == nil || file.Name.Name == "" {
				return nil
			}
			return os.WriteFile(filepath.Join(filepath.Dir(target), besideName), fmt.Appendf(nil, beside, file.Name.Name, filepath.Base(filepath.Dir(target))), 0o666)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
