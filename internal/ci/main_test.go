package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A buffer takes what a command says on both its outputs.
type buffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func newRun(t *testing.T, files map[string]string) (*run, *buffer) {
	dir := t.TempDir()
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o777))
		require.NoError(t, os.WriteFile(file, []byte(content), 0o666))
	}
	out := new(buffer)
	return &run{ctx: context.Background(), out: out, dir: dir, env: []string{"GOWORK=off", "GOFLAGS="}, log: new(log)}, out
}

func TestStages(t *testing.T) {
	r, out := newRun(t, map[string]string{
		"go.mod":       "module example.com/m\n\ngo 1.24\n",
		"a/a.go":       "package a\n",
		"a/ok_test.go": "package a\n\nimport \"testing\"\n\nfunc TestOK(t *testing.T) {}\n",
		"b/b_test.go":  "package b\n\nimport \"testing\"\n\nfunc TestBad(t *testing.T) { t.Fail() }\n",
	})
	r.stage(stage{"good", time.Hour, func(r *run) error { return r.test("./a") }})
	r.stage(stage{"slow", time.Nanosecond, func(r *run) error { time.Sleep(200 * time.Millisecond); return nil }})
	r.stage(stage{"part", time.Hour, func(r *run) error { r.in("a").skip("the other part"); return nil }})
	assert.False(t, r.failed)
	r.stage(stage{"bad", time.Hour, func(r *run) error { return errors.Join(r.test("./b"), errors.New("and more")) }})
	assert.True(t, r.failed)
	r.close()

	_, summary, found := strings.Cut(out.buf.String(), "== times\n")
	require.True(t, found)
	lines := strings.Split(summary, "\n")
	assert.Regexp(t, `^good +\S+ of 1h0m0s$`, lines[0])
	assert.Regexp(t, `^slow .* OVER BUDGET$`, lines[1])
	assert.Regexp(t, `^part .* not all was run$`, lines[2])
	assert.Regexp(t, `^bad .* FAILED: go test: exit status 1; and more$`, lines[3])
	assert.Contains(t, summary, "NOT RUN: THE OTHER PART")
	assert.Regexp(t, `ok  \texample.com/m/a\t.*\nFAIL\texample.com/m/b\t.*\n$`, summary, "the verdicts come last")
}

func TestCovered(t *testing.T) {
	r, _ := newRun(t, nil)
	require.NoError(t, covered(r, "a.go:1:\tf\t80.0%\ntotal:\t(statements)\t90.1%\n"))
	assert.Equal(t, []string{"the tests of the engine and the rules reach 90.1 % of their statements"}, r.verdicts)
	assert.EqualError(t, covered(r, "total:\t(statements)\t84.9%\n"), "84.9 % of the statements are reached, and not 85 %")
	assert.Error(t, covered(r, ""))
	assert.Error(t, covered(r, "total"))
}

func TestPackages(t *testing.T) {
	r, _ := newRun(t, map[string]string{
		"go.mod":        "module example.com/m\n\ngo 1.24\n",
		"a/a.go":        "package a\n",
		"cmd/c/main.go": "package main\n\nfunc main() {}\n",
	})
	list, err := r.packages([]string{"./..."}, []string{"./cmd/...", "./plugin/..."})
	require.NoError(t, err)
	assert.Equal(t, []string{"example.com/m/a"}, list)
	list, err = r.packages([]string{"./plugin/..."}, nil)
	require.NoError(t, err)
	assert.Empty(t, list)
}

func TestFormatted(t *testing.T) {
	r, _ := newRun(t, map[string]string{
		"good.go":           "package p\n",
		"ugly/ugly.go":      "package  p\n",
		"testdata/fixed.go": "package  p\n",
		".git/hook.go":      "package  p\n",
	})
	err := formatted(r.dir)
	require.Error(t, err)
	assert.Equal(t, filepath.Join(r.dir, "ugly", "ugly.go")+" is not formatted", err.Error())
}

func TestBudgets(t *testing.T) {
	var total time.Duration
	for _, s := range stages(false) {
		total += s.budget
	}
	assert.Less(t, total, quickLimit)
}
