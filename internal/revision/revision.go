// Package revision tells which lines of files changed since a revision of their git repository.
//
// It runs git for the old contents only and compares them itself. So nothing that a repository configures is run: no
// external diff, no filter or text conversion, no hook, no file system monitor; and nothing is fetched.
package revision

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// A Revision is a commit of the repository around a directory.
type Revision struct {
	git    func(args ...string) ([]byte, error)
	name   string
	commit string
	root   string // of the work tree
}

// Open finds a revision. Its error is one line.
func Open(ctx context.Context, dir, name string, env []string) (*Revision, error) {
	env = append(slices.Clip(env), "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C")
	r := &Revision{name: name}
	r.git = func(args ...string) ([]byte, error) {
		args = append([]string{"-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null", "--no-pager", "--no-replace-objects"}, args...)
		cmd := exec.CommandContext(ctx, "git", args...)
		cmd.Dir, cmd.Env = dir, env
		return cmd.Output()
	}
	root, err := r.git("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, said(err)
	}
	r.root = filepath.FromSlash(strings.TrimRight(string(root), "\r\n"))
	if strings.HasPrefix(name, "-") {
		return nil, fmt.Errorf("%s is no revision", name)
	}
	commit, err := r.git("rev-parse", "--verify", "--quiet", name+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("%s is no revision that git knows here: a shallow clone may lack it", name)
	}
	r.commit = strings.TrimSpace(string(commit))
	return r, nil
}

// said is what git wrote on its standard error.
func said(err error) error {
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		if line, _, _ := bytes.Cut(bytes.TrimSpace(exit.Stderr), []byte("\n")); len(line) > 0 {
			return fmt.Errorf("git says: %s", line)
		}
	}
	return err
}

// Changes returns the lines of a file, from 1 on, that are not those of the revision. src is what the file holds now. All
// lines are new in a file that the revision does not have under this name.
func (r *Revision) Changes(file string, src []byte) (Lines, error) {
	old, ok, err := r.content(file)
	if err != nil {
		return nil, fmt.Errorf("%s in revision %s: %v", file, r.name, err)
	}
	if !ok {
		return Lines{{1, 1 + bytes.Count(src, []byte("\n"))}}, nil
	}
	return changes(old, src), nil
}

// content is what the revision has under a file's name.
func (r *Revision) content(file string) (old []byte, ok bool, err error) {
	dir, err := filepath.EvalSymlinks(filepath.Dir(file)) // the root has none
	if err != nil {
		return nil, false, err
	}
	name, err := filepath.Rel(r.root, filepath.Join(dir, filepath.Base(file)))
	if err != nil || name == ".." || strings.HasPrefix(name, ".."+string(filepath.Separator)) {
		return nil, false, nil
	}
	entry, err := r.git("ls-tree", "-z", "--full-tree", r.commit, "--", filepath.ToSlash(name))
	if err != nil {
		return nil, false, said(err)
	}
	// mode, type, name of the object, and after a tab the file's name
	fields := strings.Fields(string(entry))
	if len(fields) < 3 || fields[1] != "blob" {
		return nil, false, nil
	}
	if old, err = r.git("cat-file", "blob", fields[2]); err != nil {
		return nil, false, said(err)
	}
	return old, true, nil
}

// Lines are ranges of lines, both ends included.
type Lines [][2]int

// Meet reports whether a line between from and to, both included, is among the lines.
func (l Lines) Meet(from, to int) bool {
	return slices.ContainsFunc(l, func(r [2]int) bool { return from <= r[1] && r[0] <= to })
}

func changes(old, src []byte) Lines {
	// The work tree may have other line endings than the repository.
	plain := func(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }
	var out Lines
	line, in := 0, false // in a hunk
	for text := range bytes.Lines(diff.Diff("old", plain(old), "new", plain(src))) {
		switch {
		case bytes.HasPrefix(text, []byte("@@ ")):
			line, in = start(string(text)), true
		case !in:
		case text[0] == ' ':
			line++
		case text[0] == '+':
			if n := len(out); n > 0 && out[n-1][1] == line-1 {
				out[n-1][1] = line
			} else {
				out = append(out, [2]int{line, line})
			}
			line++
		}
	}
	return out
}

// start is the first line of a hunk in the new file: @@ -1,2 +3,4 @@.
func start(header string) int {
	_, rest, _ := strings.Cut(header, "+")
	digits, _, _ := strings.Cut(rest, ",")
	digits, _, _ = strings.Cut(digits, " ")
	n, _ := strconv.Atoi(digits) // diff writes numbers
	return n
}
