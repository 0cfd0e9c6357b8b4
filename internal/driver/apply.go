package driver

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/splice"
)

// A Fixer applies the fixes that findings offer. It writes nothing: see [Changes.Write].
type Fixer struct {
	Fset *token.FileSet
	// Roots are the directories of the modules under analysis; files elsewhere are never touched. None means no limit.
	Roots []string
	// Accept chooses among a finding's fixes: the first that it accepts is applied. Nil accepts the safe ones.
	Accept func(*engine.Finding, *engine.Fix) bool
	// Read returns a file as it was loaded. Nil is os.ReadFile.
	Read func(file string) ([]byte, error)
}

// Changes are what fixes make of some files.
type Changes struct {
	Files []Change // sorted by name
	// Dropped counts the findings whose fix met another one; they are still there.
	Dropped int

	roots []string // those of the Fixer
}

// Roots returns the directories of the modules that the packages belong to.
func (p *Program) Roots() []string {
	var roots []string
	for _, pkg := range p.Packages {
		path, _, _ := strings.Cut(pkg.Path, " ") // of a test variant
		path = strings.TrimSuffix(path, "_test")
		root := filepath.Clean(pkg.Dir)
		if below, ok := strings.CutPrefix(path, pkg.ModulePath); ok {
			root = strings.TrimSuffix(root, filepath.FromSlash(below))
		}
		if !slices.Contains(roots, root) {
			roots = append(roots, root)
		}
	}
	return roots
}

// A Change is one file before and after.
type Change struct {
	File     string
	Old, New []byte
	Fixed    []*engine.Finding
}

// Apply merges one fix of each finding into the files, in the order of the findings: of two that overlap, the later is
// dropped. Fixes in generated and vendored files are passed over.
func (x *Fixer) Apply(findings []*engine.Finding) (*Changes, error) {
	read := x.Read
	if read == nil {
		read = os.ReadFile
	}
	var (
		changes = Changes{roots: slices.Clone(x.Roots)}
		drafts  = make(map[string]*draft)
	)
	for _, f := range findings {
		fix := x.choose(f)
		if fix == nil {
			continue
		}
		file := x.Fset.File(fix.Edits[0].Pos)
		d := drafts[file.Name()]
		if d == nil {
			src, err := read(file.Name())
			if err != nil {
				return nil, err
			}
			if len(src) != file.Size() {
				return nil, fmt.Errorf("%s changed while it was being linted: run again", file.Name())
			}
			d = &draft{Draft: splice.Draft{Src: src}, closed: splice.Generated(src)}
			drafts[file.Name()] = d
		}
		switch edits := engine.Spans(file, fix.Edits); {
		case d.closed:
		case !d.Add(edits):
			changes.Dropped++
		default:
			d.fixed = append(d.fixed, f)
		}
	}
	for name, d := range drafts {
		if out := d.Result(); !bytes.Equal(out, d.Src) {
			changes.Files = append(changes.Files, Change{File: name, Old: d.Src, New: out, Fixed: d.fixed})
		}
	}
	slices.SortFunc(changes.Files, func(a, b Change) int { return cmp.Compare(a.File, b.File) })
	return &changes, nil
}

// choose returns the first fix that is accepted and can be applied at all, or nil.
func (x *Fixer) choose(f *engine.Finding) *engine.Fix {
	for i := range f.Fixes {
		fix := &f.Fixes[i]
		ok := fix.Safe
		if x.Accept != nil {
			ok = x.Accept(f, fix)
		}
		if ok && x.applicable(fix.Edits) {
			return fix
		}
	}
	return nil
}

// applicable reports whether the edits are in order: all in one file that belongs to the module.
func (x *Fixer) applicable(edits []engine.Edit) bool {
	if len(edits) == 0 {
		return false
	}
	file := x.Fset.File(edits[0].Pos)
	if file == nil || !x.owns(file.Name()) {
		return false
	}
	for _, e := range edits {
		if x.Fset.File(e.Pos) != file || e.End.IsValid() && (e.End < e.Pos || x.Fset.File(e.End) != file) {
			return false
		}
	}
	sorted := engine.Spans(file, edits)
	for i := 1; i < len(sorted); i++ {
		if sorted[i].Start < sorted[i-1].End {
			return false
		}
	}
	return true
}

// owns reports whether a file is the module's own source.
func (x *Fixer) owns(file string) bool {
	if len(x.Roots) == 0 {
		return true
	}
	return slices.ContainsFunc(x.Roots, func(root string) bool { return below(root, file) })
}

// below reports whether a file is below a module's directory, by its name, and not vendored there.
func below(root, file string) bool {
	rel, err := filepath.Rel(root, file)
	return err == nil && filepath.IsLocal(rel) && !slices.Contains(strings.Split(filepath.ToSlash(rel), "/"), "vendor")
}

// A draft collects the fixes of one file.
type draft struct {
	splice.Draft
	closed bool // its generator would undo what we do
	fixed  []*engine.Finding
}

// Fixed is how many findings the changes correct.
func (c *Changes) Fixed() int {
	n := 0
	for _, f := range c.Files {
		n += len(f.Fixed)
	}
	return n
}

// Overlay is the changed files as [Config.Overlay] takes them.
func (c *Changes) Overlay() map[string][]byte {
	overlay := make(map[string][]byte)
	for _, f := range c.Files {
		overlay[f.File] = f.New
	}
	return overlay
}

// Discard gives up the changes of the files that drop names.
func (c *Changes) Discard(drop func(file string) bool) {
	c.Files = slices.DeleteFunc(c.Files, func(f Change) bool { return drop(f.File) })
}

// Then adds changes that were made to the result of c.
func (c *Changes) Then(next *Changes) {
	c.Dropped = next.Dropped
	for _, root := range next.roots {
		if !slices.Contains(c.roots, root) {
			c.roots = append(c.roots, root)
		}
	}
	for _, n := range next.Files {
		i, found := slices.BinarySearchFunc(c.Files, n.File, func(f Change, name string) int {
			return cmp.Compare(f.File, name)
		})
		if !found {
			c.Files = slices.Insert(c.Files, i, n)
			continue
		}
		c.Files[i].New = n.New
		c.Files[i].Fixed = slices.Concat(c.Files[i].Fixed, n.Fixed)
	}
}

// Diff shows the changes as a unified diff that git apply and patch -p1 take in dir.
func (c *Changes) Diff(dir string) []byte {
	var out []byte
	for _, f := range c.Files {
		name := f.File
		if rel, err := filepath.Rel(dir, name); err == nil {
			name = rel
		}
		name = filepath.ToSlash(name)
		out = append(out, diff.Diff(quoted("a/"+name), f.Old, quoted("b/"+name), f.New)...)
	}
	return out
}

// quoted is a file's name as git writes it in a diff: a name that could be taken for more than that stands in quotes.
func quoted(name string) string {
	special := func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7f }
	if !strings.ContainsFunc(name, special) {
		return name
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case special(rune(c)):
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Write replaces the files, each at once or not at all. It goes on after an error, and returns them joined.
func (c *Changes) Write() error {
	roots := make([]string, len(c.roots))
	var errs []error
	for i, root := range c.roots {
		var err error
		if roots[i], err = filepath.EvalSymlinks(root); err != nil {
			return err
		}
	}
	for _, f := range c.Files {
		if err := f.write(roots); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// write replaces the file, wherever links lead to, if that is below one of the roots.
func (c *Change) write(roots []string) error {
	// A rename would put a file in the place of a link.
	name, err := filepath.EvalSymlinks(c.File)
	if err != nil {
		return err
	}
	if len(roots) > 0 && !slices.ContainsFunc(roots, func(root string) bool { return below(root, name) }) {
		return fmt.Errorf("%s leads out of the module: correct %s there", c.File, name)
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o200 == 0 {
		// A rename would succeed; but who protects a file means it.
		return fmt.Errorf("%s is read-only: make it writable to have it fixed", c.File)
	}
	if now, err := os.ReadFile(name); err != nil {
		return err
	} else if !bytes.Equal(now, c.Old) {
		return fmt.Errorf("%s changed while it was being linted: run again", c.File)
	}

	tmp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(c.New)
	err = errors.Join(err, tmp.Chmod(info.Mode().Perm()), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}
