// Bench times rdslint beside other tools on a module, and prints the table of docs/performance.md.
//
//	go run ./internal/bench [-n runs] directory...
//
// The tools are rdslint as it is in this tree, go vet, and staticcheck and golangci-lint if they are in PATH. Each judges all
// packages as built for Windows. Cold is a run with an empty GOCACHE and empty caches of the tool's own, as on a fresh machine of a
// CI service: only the module cache is full. Warm is the same again. Figures are medians, and the tools take turns, so that what else
// the machine does hits all of them. A tool that takes more than a minute when cold is run cold only once.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/rdslint/rdslint/internal/peak"
)

func main() {
	n := flag.Int("n", 3, "runs of each tool")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/bench [-n runs] directory...")
		os.Exit(2)
	}
	flag.Parse()
	if flag.NArg() == 0 || *n < 1 {
		flag.Usage()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, os.Stdout, flag.Args(), *n); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// A tool is a command line to time.
type tool struct {
	name string
	args []string
}

func bench(ctx context.Context, w io.Writer, dirs []string, n int) error {
	tmp, err := os.MkdirTemp("", "rdslint-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	exe := filepath.Join(tmp, "rdslint.exe")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", exe, "./cmd/rdslint").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %v\n%s", err, out)
	}
	tools := []tool{
		{"rdslint", []string{exe, "-no-config", "./..."}},
		{"go vet", []string{"go", "vet", "./..."}},
	}
	for _, t := range []tool{
		{"staticcheck", []string{"staticcheck", "./..."}},
		{"golangci-lint", []string{"golangci-lint", "run", "--no-config", "--max-same-issues=0", "./..."}},
	} {
		if _, err := exec.LookPath(t.args[0]); err == nil {
			tools = append(tools, t)
		}
	}
	fmt.Fprintf(w, "%s, %d processors, %s/%s%s\n", runtime.Version(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, load())
	for _, dir := range dirs {
		rows, err := measure(ctx, filepath.Join(tmp, "caches"), dir, tools, n)
		if err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
		fmt.Fprintf(w, "\n%s\n\n%s", filepath.Base(dir), table(rows))
	}
	return nil
}

// A row is what the runs of a tool took.
type row struct {
	tool       string
	cold, warm []cost
	said       string // why it failed, if it did
}

// A cost is that of one run: its time, that of all processors, and the memory of its largest process.
type cost struct {
	wall, cpu time.Duration
	mem       int64 // bytes; 0 if it is not known
}

// slow is the time from which a tool runs cold only once.
const slow = time.Minute

func measure(ctx context.Context, caches, dir string, tools []tool, n int) ([]row, error) {
	rows := make([]row, len(tools))
	for i := range n {
		for j, t := range tools {
			r := &rows[j]
			r.tool = t.name
			if r.said != "" {
				continue
			}
			if i > 0 && r.cold[0].wall > slow {
				// What the first cold run left is as warm as ever.
				c, err := run(ctx, filepath.Join(caches, t.name), dir, t)
				if err != nil {
					return nil, err
				}
				r.warm = append(r.warm, c)
				continue
			}
			if err := os.RemoveAll(filepath.Join(caches, t.name)); err != nil {
				return nil, err
			}
			cold, err := run(ctx, filepath.Join(caches, t.name), dir, t)
			if failure, ok := errors.AsType[*failure](err); ok {
				r.said = failure.said
				continue
			}
			warm, err2 := run(ctx, filepath.Join(caches, t.name), dir, t)
			if err := errors.Join(err, err2); err != nil {
				return nil, err
			}
			r.cold, r.warm = append(r.cold, cold), append(r.warm, warm)
		}
	}
	return rows, nil
}

// A failure is a tool's that does not work on a module.
type failure struct{ said string }

func (f *failure) Error() string { return f.said }

// run runs a tool with caches below a directory. Findings are no failure.
func run(ctx context.Context, caches, dir string, t tool) (cost, error) {
	env := os.Environ()
	for name, sub := range map[string]string{
		"GOCACHE": "go", "XDG_CACHE_HOME": "home", "LocalAppData": "home", "RDSLINT_CACHE": "rdslint",
		"STATICCHECK_CACHE": "staticcheck", "GOLANGCI_LINT_CACHE": "golangci-lint",
	} {
		path := filepath.Join(caches, sub)
		if err := os.MkdirAll(path, 0o777); err != nil {
			return cost{}, err
		}
		env = append(env, name+"="+path)
	}
	cmd := exec.CommandContext(ctx, t.args[0], t.args[1:]...)
	cmd.Dir = dir
	cmd.Env = append(slices.Clip(env), "GOOS=windows", "CGO_ENABLED=0", "GOFLAGS=", "PWD="+dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	if ctx.Err() != nil {
		return cost{}, ctx.Err()
	}
	if err != nil && cmd.ProcessState == nil {
		return cost{}, err
	}
	if code := cmd.ProcessState.ExitCode(); code < 0 || code == 2 && t.name == "rdslint" {
		return cost{}, &failure{strings.TrimSpace(stderr.String())}
	}
	return cost{took, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak.Memory(cmd.ProcessState)}, nil
}

// median returns the cost of the run in the middle, by its time.
func median(costs []cost) cost {
	sorted := slices.SortedFunc(slices.Values(costs), func(a, b cost) int { return int(a.wall - b.wall) })
	return sorted[(len(sorted)-1)/2]
}

// table returns the rows in Markdown. The first one is the measure of the others.
func table(rows []row) string {
	var b strings.Builder
	b.WriteString("| | cold | times | CPU | MB | warm | times | CPU | MB |\n|---|---|---|---|---|---|---|---|---|\n")
	for _, r := range rows {
		if r.said != "" || len(r.cold) == 0 || len(rows[0].cold) == 0 {
			fmt.Fprintf(&b, "| %s | fails: %s |\n", r.tool, strings.ReplaceAll(r.said, "\n", " "))
			continue
		}
		cells := func(costs, base []cost) string {
			c, b := median(costs), median(base)
			mem := "?"
			if c.mem > 0 {
				mem = fmt.Sprintf("%d", c.mem/1e6)
			}
			return fmt.Sprintf(" %.2f s | %.1f | %.2f s | %s |", c.wall.Seconds(), c.wall.Seconds()/b.wall.Seconds(), c.cpu.Seconds(), mem)
		}
		fmt.Fprintf(&b, "| %s |%s%s\n", r.tool, cells(r.cold, rows[0].cold), cells(r.warm, rows[0].warm))
	}
	return b.String()
}

// load says what else the machine does, where the system tells.
func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	one, _, _ := strings.Cut(string(data), " ")
	return ", load before " + one
}
