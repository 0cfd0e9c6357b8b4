package main

import (
	"cmp"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// wine runs the tests of what the rules say about Windows: by themselves on Windows, else under wine in a directory of its own.
// Wine 8 lacks the library that Go's run time takes random numbers from, so a small one is built, with mingw.
func wine(r *run) (err error) {
	const evidence = "./internal/evidence"
	if runtime.GOOS == "windows" {
		return r.test(evidence)
	}
	const compiler = "x86_64-w64-mingw32-gcc"
	_, noWine := exec.LookPath("wine")
	_, noCompiler := exec.LookPath(compiler)
	if missing := cmp.Or(noWine, noCompiler); missing != nil {
		r.skip("kernel tests under wine: " + missing.Error())
		return nil
	}
	prefix, err := os.MkdirTemp("", "rdslint-wine-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(prefix)) }()
	r = r.with("WINEPREFIX="+prefix, "WINEDEBUG=-all", "DISPLAY=")
	if err := r.program(r.out, "wine", "wineboot", "--init"); err != nil {
		return err
	}
	// The server writes to the directory when it ends, some seconds after its last client. It may have ended already.
	defer func() { _ = r.program(r.out, "wineserver", "--wait") }()
	system := filepath.Join(prefix, "drive_c", "windows", "system32")
	library := r.program(r.out, compiler, "-shared", "-o", filepath.Join(system, "bcryptprimitives.dll"),
		filepath.FromSlash("internal/evidence/testdata/bcryptprimitives.c"), "-ladvapi32")
	if library != nil {
		return library
	}
	return errors.Join(
		r.with("GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0").test("-exec", "wine", "-run", "TestKernel", evidence),
		r.with("RDSLINT_WINE=wine").test("-run", "TestFixes", evidence),
	)
}
