package driver

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/module"
)

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
	args := []string{"mod", "download", "-json", "--"}
	for _, m := range missing {
		args = append(args, m.String())
	}
	there := r.aside("GO111MODULE=on", "PWD="+dir)
	there.dir = dir
	out, _ := there.goCommand(ctx, args...) // it fails if one module cannot be had
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var m struct{ Error string }
		if dec.Decode(&m) != nil {
			return false
		}
		if m.Error == "" {
			return true
		}
	}
}

// sums returns what the go.sum files of the main modules say.
func (r *request) sums() []byte {
	var all [][]byte
	for _, dir := range r.root {
		sum, _ := os.ReadFile(filepath.Join(dir, "go.sum")) // there need not be one
		all = append(all, sum)
	}
	lines := slices.Collect(strings.Lines(string(bytes.Join(all, []byte("\n")))))
	slices.Sort(lines)
	return []byte(strings.Join(slices.Compact(lines), ""))
}
