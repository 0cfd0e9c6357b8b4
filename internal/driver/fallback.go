// What is loaded where the go command gives up, or leaves out what can be had.

package driver

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/module"
)

// loadResolved loads a program by a resolver whatever it finds. If listErr is not nil, go list fails with it, and modules that are
// missing are downloaded.
func (r *request) loadResolved(ctx context.Context, listErr error) (*Program, error) {
	tried := make(map[module.Version]bool)
	for {
		g, err := newResolver(ctx, r)
		if err != nil {
			return nil, cmp.Or(listErr, err)
		}
		p, err := r.resolved(ctx, g, listErr)
		if listErr == nil || err != nil || ctx.Err() != nil {
			return p, err
		}
		missing := slices.DeleteFunc(g.absent(), func(m module.Version) bool { return tried[m] })
		if !r.download(ctx, missing) {
			return p, err
		}
		for _, m := range missing {
			tried[m] = true // what a module has may need others
		}
	}
}

// leftOut returns what go list says of a package that is missing although it can be had, if there is one: it fails for packages of
// every module where one go.mod is missing, and where go.sum is silent.
func (r *request) leftOut(ctx context.Context, g *goList) error {
	missing := slices.DeleteFunc(slices.Clone(g.list), func(n *node) bool {
		return n.err == nil || n.standard || n.matched || n.inMainModule() || len(n.files) > 0
	})
	if len(missing) == 0 {
		return nil
	}
	found, err := newResolver(ctx, r)
	if err != nil {
		return nil
	}
	for _, n := range missing {
		if m := found.resolve(nil, n.path); m != nil {
			return firstLine(n.err.Err)
		}
	}
	if r.download(ctx, found.absent()) {
		return firstLine(missing[0].err.Err)
	}
	return nil
}

// absent returns the modules of which something was needed and that are not in the module cache.
func (g *resolver) absent() (list []module.Version) {
	for _, n := range g.nodes() {
		if n.absent != nil && !n.absent.local && !slices.Contains(list, n.absent.source) {
			list = append(list, n.absent.source)
		}
	}
	return list
}

// resolved loads a program by g, whatever that finds.
func (r *request) resolved(ctx context.Context, g *resolver, listErr error) (*Program, error) {
	patterns, byFile := r.patterns()
	missed := g.populate(patterns)
	if len(missed) == len(patterns) {
		return nil, cmp.Or(listErr, errors.New("no packages match "+r.Patterns[0]))
	}
	var problems []Problem
	if listErr != nil {
		without := ""
		if r.Tests {
			without = ", and test files are left out"
		}
		problems = append(problems, Problem{Kind: "list", Message: fmt.Sprintf(
			"go list fails: %v; what go.mod and the module cache have is checked, dependencies may be missing%s", listErr, without)})
	}
	for _, i := range missed {
		problems = append(problems, Problem{Kind: "list", Message: "no packages match " + r.Patterns[i]})
	}
	return r.program(ctx, g, append(problems, r.unlisted(g, byFile)...))
}

// download asks the go command for modules that the module cache lacks, and reports whether it has any of them now.
//
// The go command downloads by itself what go list needs, but where it cannot have one module's go.mod, or thinks that the main
// module's is to be changed, it gives up before it has the others. So they are asked for from a module of their own, which takes
// over what go.sum says of them. As anywhere, GOPROXY says where they may come from, and what no go.sum names the checksum database
// is asked for.
func (r *request) download(ctx context.Context, missing []module.Version) bool {
	if len(missing) == 0 {
		return false
	}
	dir, err := os.MkdirTemp("", "rdslint-download-")
	if err != nil {
		return false
	}
	defer os.RemoveAll(dir)
	if os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module rdslint.invalid/download\n"), 0o666) != nil ||
		os.WriteFile(filepath.Join(dir, "go.sum"), r.sums(), 0o666) != nil {
		return false
	}
	there := r.aside("GO111MODULE=on", "PWD="+dir)
	there.dir = dir
	downloaded := false
	for some := range slices.Chunk(missing, maxModules) {
		args := []string{"mod", "download", "-json", "--"}
		for _, m := range some {
			args = append(args, m.String())
		}
		out, _ := there.goCommand(ctx, args...) // it fails if one module cannot be had
		for dec := json.NewDecoder(bytes.NewReader(out)); dec.More(); {
			var m struct{ Error string }
			if dec.Decode(&m) != nil {
				break
			}
			downloaded = downloaded || m.Error == ""
		}
	}
	return downloaded
}

// maxModules bounds how many modules one command is to download: Windows takes command lines of 32,767 characters.
const maxModules = 100

// sums returns what the go.sum files of the main modules say, and go.work.sum.
func (r *request) sums() []byte {
	var files []string
	if r.work != "" {
		files = append(files, filepath.Join(filepath.Dir(r.work), "go.work.sum"))
	}
	for _, dir := range r.root {
		files = append(files, filepath.Join(dir, "go.sum"))
	}
	var lines []string
	for _, name := range files {
		data, _ := r.trace.readFile(name) // there need not be one
		lines = slices.AppendSeq(lines, strings.Lines(string(data)+"\n"))
	}
	slices.Sort(lines)
	return []byte(strings.Join(slices.Compact(lines), ""))
}
