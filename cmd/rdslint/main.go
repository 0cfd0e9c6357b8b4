// Rdslint checks Go programs for Windows against the guidelines for Remote Desktop Session Hosts.
//
// Run it on the packages of a module:
//
//	rdslint ./...
//
// It is a vet tool, too:
//
//	GOOS=windows go vet -vettool=$(which rdslint) ./...
//
// See rdslint help.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/rdslint/rdslint/analyzers"
	"github.com/rdslint/rdslint/internal/driver"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/output"
)

// The exit codes.
const (
	exitClean    = 0
	exitFindings = 1
	exitFailure  = 2
)

func main() {
	// A reader that goes away is an error like any other one, not the end by a signal.
	signal.Ignore(syscall.SIGPIPE)
	args := os.Args[1:]
	if vets(args) {
		spendMemory(256 << 20) // go vet runs as many processes as there are processors
		unitchecker.Main(analyzers.All()...)
	}
	spendMemory(920 << 20) // with the program itself that is less than 1 GB
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt does not wait
	c := command{
		stdout:   os.Stdout,
		stderr:   os.Stderr,
		env:      os.Environ(),
		terminal: isTerminal,
		rules:    append(analyzers.Rules(), &engine.IgnoreRule),
		load:     driver.Load,
		run:      driver.Run,
	}
	code := c.main(ctx, args)
	stop()
	os.Exit(code)
}

// vets reports whether go vet or go fix runs the command, by the three forms of their protocol.
func vets(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		return arg == "-V=full" || arg == "-flags" || strings.HasSuffix(arg, ".cfg")
	})
}

// A command is one invocation and the world that it sees.
type command struct {
	stdout, stderr io.Writer
	env            []string
	terminal       func(io.Writer) bool

	rules []*engine.Rule
	load  func(context.Context, driver.Config) (*driver.Program, error)
	run   func(context.Context, *driver.Program, driver.Options) (*driver.Result, error)

	reports sinks // set as soon as they are open
}

// main runs the command and returns its exit code.
func (c *command) main(ctx context.Context, args []string) int {
	code, err := c.dispatch(ctx, args)
	if err == nil {
		return code
	}
	fmt.Fprintln(c.stderr, "rdslint: "+oneLine(err))
	if _, told := errors.AsType[unwritten](err); told {
		return exitFailure
	}
	// Whoever reads the report is told by a whole document. The text form has said it all.
	if c.reports == nil {
		c.reports = wanted(args)
	}
	c.reports = slices.DeleteFunc(c.reports, func(k *sink) bool { return k.name == "" && k.format == "text" })
	kind := "load"
	if f, ok := errors.AsType[fault](err); ok {
		kind = f.kind
	}
	failed := output.New(output.Input{
		Failed:   true,
		Problems: []output.Problem{{Kind: kind, Message: err.Error()}},
		Rules:    c.rules,
		Version:  moduleVersion(),
	})
	if err := c.reports.write(c.stdout, failed, output.TextOptions{}); err != nil {
		fmt.Fprintln(c.stderr, "rdslint: "+oneLine(err))
	}
	return exitFailure
}

func (c *command) dispatch(ctx context.Context, args []string) (code int, err error) {
	defer func() {
		switch r := recover(); {
		case r != nil:
			fmt.Fprintf(c.stderr, "%s", debug.Stack())
			err = fault{"panic", fmt.Sprintf("internal error: %v: please report it with the lines above", r)}
		case err != nil && ctx.Err() != nil:
			err = errors.New("interrupted")
		}
	}()
	if len(args) > 0 {
		switch args[0] {
		case "help":
			return exitClean, c.help(args[1:])
		case "explain":
			return exitClean, c.explain(args[1:])
		case "rules":
			return exitClean, c.listRules(args[1:])
		case "config":
			return exitClean, c.config(args[1:])
		case "cache":
			return exitClean, c.cache(args[1:])
		case "completion":
			return exitClean, c.completion(args[1:])
		case "version":
			return exitClean, c.version()
		}
	}
	s, err := c.parse(args)
	if err != nil {
		return exitFailure, err
	}
	switch {
	case s.help:
		return exitClean, c.help(nil)
	case s.version:
		return exitClean, c.version()
	}
	return c.lint(ctx, s)
}

func (c *command) version() error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = new(debug.BuildInfo)
	}
	_, err := fmt.Fprintln(c.stdout, "rdslint "+provenance(info))
	return toStdout(err)
}

// provenance says what a command was built from: the version of its module, the commit if the go command looked for one, and
// the version of Go.
func provenance(info *debug.BuildInfo) string {
	commit, changed := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = "commit " + s.Value + ", "
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "with changes, "
		}
	}
	return fmt.Sprintf("%s (%s%s%s)", cmp.Or(info.Main.Version, "(unknown)"), commit, changed, runtime.Version())
}

// moduleVersion is the version of the command's module, "" if it is not known.
func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return ""
}

// getenv returns a variable of the invocation's environment.
func (c *command) getenv(name string) string {
	for _, kv := range slices.Backward(c.env) {
		if k, v, _ := strings.Cut(kv, "="); k == name {
			return v
		}
	}
	return ""
}

// workdir is the directory that the packages and the printed file names are relative to.
func workdir(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(abs); err != nil || !info.IsDir() {
		return "", usagef("-C %s: there is no such directory", dir)
	}
	return abs, nil
}

// rootDir is the directory of -root, which is relative to the working directory.
func rootDir(dir, root string) (string, error) {
	abs := root
	if !filepath.IsAbs(abs) {
		abs = filepath.Join(dir, root)
	}
	if info, err := os.Stat(abs); err != nil || !info.IsDir() {
		return "", usagef("-root %s: there is no such directory", root)
	}
	return abs, nil
}

// A fault is an error of whoever called the command.
type fault struct {
	kind    string // the kind of the problem in the JSON form
	message string
}

func (f fault) Error() string { return f.message }

// usagef makes an error that says what is wrong with the arguments: what to do.
func usagef(format string, args ...any) error {
	return fault{kind: "usage", message: fmt.Sprintf(format, args...)}
}

// oneLine is an error's text, fit for one line of a terminal.
func oneLine(err error) string {
	return output.Plain(strings.Join(strings.FieldsFunc(err.Error(), func(r rune) bool {
		return r == '\n' || r == '\r' || r == '\t'
	}), " "))
}
