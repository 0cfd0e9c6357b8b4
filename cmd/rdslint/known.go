package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/output"
	"github.com/rdslint/rdslint/internal/revision"
)

// Known are the findings that are accepted already: those of a baseline, and those on lines that are not new. They are
// neither printed nor corrected, and decide nothing.
type known struct {
	name     string // of the baseline, as it was given
	baseline map[string]bool
	since    *revision.Revision
	rev      string
	target   *target // of -write-baseline
}

// openKnown reads what the settings name, before the work is done.
func openKnown(ctx context.Context, c *command, s *settings) (*known, error) {
	k := &known{name: s.baseline, rev: s.newFrom}
	if s.baseline != "" {
		file := s.baseline
		if !filepath.IsAbs(file) {
			file = filepath.Join(s.dir, file)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, usagef("cannot read %s: %v", s.baseline, cause(err))
		}
		b, err := output.ReadBaseline(data)
		if err != nil {
			return nil, usagef("%s %v", s.baseline, err)
		}
		k.baseline = make(map[string]bool)
		for _, f := range b.Findings {
			k.baseline[f.Fingerprint] = true
		}
	}
	if s.newFrom != "" {
		var err error
		if k.since, err = revision.Open(ctx, s.dir, s.newFrom, c.env); err != nil {
			return nil, usagef("-new-from-rev: %v", err)
		}
	}
	if s.accept != "" {
		k.target = &target{name: s.accept}
		if err := k.target.open(s.dir); err != nil {
			return nil, err
		}
	}
	return k, nil
}

// among returns those of a verdict's findings that are known.
func (k *known) among(l *lintRun, v *verdict) (map[*engine.Finding]bool, error) {
	if k.baseline == nil && k.since == nil {
		return nil, nil
	}
	old := make(map[*engine.Finding]bool)
	if k.baseline != nil {
		gone := len(k.baseline)
		for f, print := range output.Fingerprints(l.input(v)) {
			if k.baseline[print] {
				old[f] = true
				gone--
			}
		}
		if gone > 0 && l.verbose && v.overlay == nil {
			l.progress.done()
			l.sayf("%s of %s not found any more: -write-baseline forgets them", count(gone, "finding"), k.name)
		}
	}
	if k.since == nil {
		return old, nil
	}
	lines := make(map[string]revision.Lines)
	for _, f := range v.Findings {
		pos, end := v.prog.Fset.PositionFor(f.Pos, false), v.prog.Fset.PositionFor(f.End, false)
		changed, ok := lines[pos.Filename]
		if !ok {
			src, err := v.read(pos.Filename)
			if err == nil {
				changed, err = k.since.Changes(pos.Filename, src)
			}
			if err != nil {
				return nil, fmt.Errorf("-new-from-rev %s: %v", k.rev, err)
			}
			lines[pos.Filename] = changed
		}
		if !changed.Meet(pos.Line, max(pos.Line, end.Line)) {
			old[f] = true
		}
	}
	return old, nil
}

// accept writes the baseline, if one is wanted. From then on all findings are known.
func (k *known) accept(l *lintRun, v *verdict) error {
	if k.target == nil {
		return nil
	}
	prints := output.Fingerprints(l.input(v))
	if err := k.target.commit(output.NewBaseline(prints).Write); err != nil {
		return err
	}
	v.known = make(map[*engine.Finding]bool)
	for f := range prints {
		v.known[f] = true
	}
	l.sayf("%s accepted in %s", count(len(prints), "finding"), k.target.name)
	return nil
}

// close gives up what was not written.
func (k *known) close() {
	if k.target != nil {
		k.target.discard()
	}
}
