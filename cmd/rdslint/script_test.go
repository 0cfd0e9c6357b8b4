package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	// Under the race detector the command is a race detector's, too, and would wait for a second whenever it ends. go vet starts it for
	// each package.
	if err := os.Setenv("GORACE", strings.TrimSpace(os.Getenv("GORACE")+" atexit_sleep_ms=0")); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){"rdslint": main, "closedpipe": closedPipe})
}

// TestScript runs the command as its users do, on modules that need no download.
func TestScript(t *testing.T) {
	known, err := caches()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			for name, dir := range known {
				env.Setenv(name, dir)
			}
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOFLAGS", "-mod=mod")
			env.Setenv("GOWORK", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GORACE", os.Getenv("GORACE"))
			env.Setenv(cacheVariable, "off")
			env.Setenv("NL", "\n")
			env.Setenv("ESC", "\x1b")
			env.Setenv("TOOL", lookPath(env, "rdslint"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"validjson": validJSON,
			"exitcode":  exitCode,
			"generate":  generate,
			"publish": func(ts *testscript.TestScript, _ bool, _ []string) {
				for _, kv := range publish(t, ts.MkAbs("publish")) {
					name, value, _ := strings.Cut(kv, "=")
					ts.Setenv(name, value)
				}
			},
		},
		Condition: func(cond string) (bool, error) {
			if cond == "race" {
				return raceDetector, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		RequireUniqueNames: true,
	})
}

// lookPath finds a command of the scripts.
func lookPath(env *testscript.Env, name string) string {
	for _, dir := range filepath.SplitList(env.Getenv("PATH")) {
		for _, ext := range []string{"", ".exe"} {
			if file := filepath.Join(dir, name+ext); isFile(file) {
				return file
			}
		}
	}
	return name
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// validjson wants its file, or stdout, to be one JSON object.
func validJSON(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: validjson file")
	}
	var object map[string]any
	if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &object); err != nil {
		ts.Fatalf("%s: %v", args[0], err)
	}
}

// exitcode runs a command and wants it to end with a code.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exitcode code command [args]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%v ends with exit code %d, not %d", args[1:], got, want)
	}
}

// closedPipe is a command that runs another one, whose standard output nobody reads.
func closedPipe() {
	r, w, err := os.Pipe()
	if err == nil {
		err = r.Close()
	}
	if err != nil {
		panic(err)
	}
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stdout, cmd.Stderr = w, os.Stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		panic(err)
	}
	os.Exit(cmd.ProcessState.ExitCode())
}
