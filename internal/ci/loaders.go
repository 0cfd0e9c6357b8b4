package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// slowPatience is what a module may take where everything is read.
const slowPatience = 20 * time.Minute

// compareLoaders compares, for every module below root, the findings by the quick loader with those where
// golang.org/x/tools/go/packages reads everything. That takes minutes and gigabytes for large modules.
func compareLoaders(r *run, tool, root string) error {
	modules, err := modulesBelow(root)
	if err != nil {
		return err
	}
	same, different := 0, 0
	for _, dir := range modules {
		if r.ctx.Err() != nil {
			return errors.New("given up")
		}
		start := time.Now()
		said, err := compareModule(r, tool, dir)
		switch {
		case err != nil:
			different++
			said = "BAD: " + err.Error()
		case said == "":
			said = "not loaded"
		default:
			same++
		}
		fmt.Fprintf(r.out, "%6.1fs  %s: %s\n", time.Since(start).Seconds(), dir, said)
	}
	fmt.Fprintf(r.out, "%d modules have the same findings by both loaders, of %d\n", same, len(modules))
	if different > 0 {
		return fmt.Errorf("loaders differ in %d modules", different)
	}
	return nil
}

// compareModule says what both loaders agree about in a module, "" if not both can load it.
func compareModule(r *run, tool, dir string) (string, error) {
	var found [2][]json.RawMessage
	for i, loader := range []string{"auto", "packages"} {
		findings, loaded, err := findingsBy(r, tool, dir, loader)
		if err != nil || !loaded {
			return "", err
		}
		found[i] = findings
	}
	for i := range max(len(found[0]), len(found[1])) {
		var quick, whole json.RawMessage
		if i < len(found[0]) {
			quick = found[0][i]
		}
		if i < len(found[1]) {
			whole = found[1][i]
		}
		if !bytes.Equal(quick, whole) {
			return "", fmt.Errorf("%d findings and %d, first %s and %s", len(found[0]), len(found[1]), cmp.Or(string(quick), "none"), cmp.Or(string(whole), "none"))
		}
	}
	return fmt.Sprintf("the same %d findings", len(found[0])), nil
}

// findingsBy returns what the command finds with a loader. The reference knows no cgo, so nobody else is to use it here.
func findingsBy(r *run, tool, dir, loader string) (findings []json.RawMessage, loaded bool, err error) {
	limit := patience
	if loader == "packages" {
		limit = slowPatience
	}
	ctx, cancel := context.WithTimeout(r.ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, tool, "-loader", loader, "-debug.nocgo", "-format", "json", "-min-level", "note", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "RDSLINT_CACHE=off")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		return nil, false, err
	}
	if ctx.Err() != nil {
		return nil, false, fmt.Errorf("-loader %s does not end within %s", loader, limit)
	}
	if code := cmd.ProcessState.ExitCode(); code < 0 || code > 2 {
		return nil, false, fmt.Errorf("-loader %s crashes: %s", loader, strings.TrimSpace(stderr.String()))
	}
	var rep struct {
		Findings []json.RawMessage
		Errors   []struct{ Kind, Message string }
	}
	if err := json.Unmarshal(stdout.Bytes(), &rep); err != nil {
		return nil, false, err
	}
	// Where go list fails, the quick loader does with what there is.
	partly := slices.ContainsFunc(rep.Errors, func(e struct{ Kind, Message string }) bool {
		return e.Kind == "list" && strings.HasPrefix(e.Message, "go list fails")
	})
	return rep.Findings, cmd.ProcessState.ExitCode() < 2 && !partly, nil
}
