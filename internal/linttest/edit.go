package linttest

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/format"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
)

// An edit replaces the bytes [start, end) of a file.
type edit struct {
	start, end int
	new        string
}

// A span is a range of bytes in a file.
type span struct{ start, end int }

// overlaps reports whether two spans have a byte in common.
func (s span) overlaps(t span) bool { return s.start < t.end && t.start < s.end }

// resolve returns the file that the edits of a fix lie in, with the edits as offsets.
func resolve(fset *token.FileSet, fix engine.Fix) (file string, edits []edit, err error) {
	if len(fix.Edits) == 0 {
		return "", nil, errors.New("has no edits")
	}
	for _, e := range fix.Edits {
		tf := fset.File(e.Pos)
		if tf == nil || !e.End.IsValid() || e.End < e.Pos || fset.File(e.End) != tf {
			return "", nil, fmt.Errorf("has an edit without a proper range (new text %q)", e.New)
		}
		if file == "" {
			file = tf.Name()
		}
		if tf.Name() != file {
			return "", nil, fmt.Errorf("has edits in more than one file: %s and %s", file, tf.Name())
		}
		edits = append(edits, edit{tf.Offset(e.Pos), tf.Offset(e.End), e.New})
	}
	// A fix that says the same edit twice is as wrong as one whose edits overlap; only different fixes may share one.
	sorted := sortEdits(edits)
	if len(compact(sorted)) != len(sorted) {
		return "", nil, errors.New("has the same edit twice")
	}
	if err := conflict(sorted); err != nil {
		return "", nil, err
	}
	return file, sorted, nil
}

func sortEdits(edits []edit) []edit {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), strings.Compare(a.new, b.new))
	})
	return edits
}

func compact(sorted []edit) []edit { return slices.Compact(slices.Clone(sorted)) }

// conflict returns an error if two of the sorted edits touch the same bytes or insert at the same place. Whole lines are
// the exception, because different fixes add different imports below the same line.
func conflict(sorted []edit) error {
	for i := 1; i < len(sorted); i++ {
		a, b := sorted[i-1], sorted[i]
		lines := strings.HasSuffix(a.new, "\n") && strings.HasSuffix(b.new, "\n") ||
			strings.HasPrefix(a.new, "\n") && strings.HasPrefix(b.new, "\n")
		if b.start < a.end || a.start == b.start && a.end == b.end && !(lines && a.start == a.end) {
			return fmt.Errorf("has edits that overlap: %q and %q", a.new, b.new)
		}
	}
	return nil
}

// apply returns src with the edits. Edits that are the same count once: two fixes may add the same import.
func apply(src []byte, edits []edit) ([]byte, shift, error) {
	edits = compact(sortEdits(edits))
	if err := conflict(edits); err != nil {
		return nil, nil, err
	}
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		if e.start < at || e.end > len(src) {
			return nil, nil, fmt.Errorf("has an edit outside of the file: [%d, %d)", e.start, e.end)
		}
		out.Write(src[at:e.start])
		out.WriteString(e.new)
		at = e.end
	}
	out.Write(src[at:])
	return out.Bytes(), edits, nil
}

// A shift maps places of a file to where they are after some edits.
type shift []edit

// span returns where s is after the edits. What was replaced becomes the whole of what replaced it.
func (edits shift) span(s span) span {
	start, end := s.start, s.end
	delta := 0
	for _, e := range edits {
		grow := len(e.new) - (e.end - e.start)
		if e.end <= s.start && e.start < s.start {
			start += grow
		} else if e.start < s.start {
			start = e.start + delta
		}
		if e.end <= s.end {
			end += grow
		} else if e.start < s.end {
			end += e.start + len(e.new) - s.end // the rest of s was replaced
		}
		delta += grow
	}
	return span{start, end}
}

// touched returns the spans of the new text.
func (edits shift) touched() []span {
	var spans []span
	delta := 0
	for _, e := range edits {
		spans = append(spans, span{e.start + delta, e.start + delta + len(e.new)})
		delta += len(e.new) - (e.end - e.start)
	}
	return spans
}

// checkFormat returns an error if gofmt changes more of src than the columns of things that stand below each other. A
// fix that makes a literal longer cannot know the comment two lines down, and who applies a fix runs gofmt; everything
// else it can know.
func checkFormat(src []byte) error {
	src = bytes.ReplaceAll(bytes.TrimPrefix(src, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	formatted, err := format.Source(src)
	if err != nil {
		return err
	}
	was, is := bytes.Split(src, []byte("\n")), bytes.Split(formatted, []byte("\n"))
	for i := range min(len(was), len(is)) {
		if a, b := columns(was[i]), columns(is[i]); a != b {
			return fmt.Errorf("is not gofmt'ed at its line %d:\n\t%s\ngofmt:\n\t%s", i+1, was[i], is[i])
		}
	}
	if len(was) != len(is) {
		return fmt.Errorf("is not gofmt'ed: %d lines instead of %d", len(was), len(is))
	}
	return nil
}

var padding = regexp.MustCompile(`[ \t]+`)

// columns returns the line with the padding between its words reduced to a blank; its indentation stays.
func columns(line []byte) string {
	text := bytes.TrimLeft(line, " \t")
	indent := line[:len(line)-len(text)]
	return string(indent) + string(padding.ReplaceAll(text, []byte(" ")))
}
