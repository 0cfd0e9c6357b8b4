// Package splice puts the edits of fixes into a Go file.
package splice

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// A Span replaces the bytes [Start, End) of a file by Text.
type Span struct {
	Start, End int
	Text       string
}

// Sort sorts spans by place. Insertions at one place keep their order and stand before what is replaced there.
func Sort(spans []Span) { slices.SortStableFunc(spans, Span.compare) }

func (s Span) compare(t Span) int {
	return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(s.End, t.End))
}

// clashes reports whether spans of two fixes cannot both be applied. Even touching spans clash: what the two make
// together is nobody's intention. The exception is whole lines, as imports are added.
func (s Span) clashes(t Span) bool {
	if s.Start == s.End && t.Start == t.End {
		return s.Start == t.Start &&
			!(strings.HasSuffix(s.Text, "\n") && strings.HasSuffix(t.Text, "\n")) &&
			!(strings.HasPrefix(s.Text, "\n") && strings.HasPrefix(t.Text, "\n"))
	}
	if s.Start == s.End || t.Start == t.End {
		return s.Start <= t.End && t.Start <= s.End
	}
	return s.Start < t.End && t.Start < s.End
}

// A Draft collects the edits of one file.
type Draft struct {
	Src   []byte
	spans []Span // by place
}

// Add takes all spans of a fix, which do not overlap, or none. Two fixes that want the very same edit share it.
func (d *Draft) Add(spans []Span) bool {
	var fresh []Span
	for _, s := range spans {
		near := d.touching(s)
		if slices.Contains(near, s) {
			continue
		}
		if slices.ContainsFunc(near, s.clashes) {
			return false
		}
		fresh = append(fresh, s)
	}
	for _, s := range fresh {
		at := sort.Search(len(d.spans), func(i int) bool { return d.spans[i].compare(s) > 0 })
		d.spans = slices.Insert(d.spans, at, s)
	}
	return true
}

// touching returns the spans that have a place in common with s. As none overlaps another one, they end in the order in which they
// begin.
func (d *Draft) touching(s Span) []Span {
	from := sort.Search(len(d.spans), func(i int) bool { return d.spans[i].End >= s.Start })
	to := sort.Search(len(d.spans), func(i int) bool { return d.spans[i].Start > s.End })
	return d.spans[from:max(from, to)]
}

const bom = "\ufeff"

// A Range is the bytes [Start, End) of a file.
type Range struct{ Start, End int }

// Overlaps reports whether two ranges have a byte in common.
func (r Range) Overlaps(s Range) bool { return r.Start < s.End && s.Start < r.End }

// Edited returns the file with the edits and nothing else, in the line endings it had, and where the new text stands in
// it.
func (d *Draft) Edited() ([]byte, []Range) {
	eol := lineEnding(d.Src)
	var out bytes.Buffer
	var news []Range
	at := 0
	for _, s := range d.spans {
		if at == 0 && bytes.HasPrefix(d.Src, []byte(bom)) {
			// Nothing goes before the mark.
			out.WriteString(bom)
			at = len(bom)
		}
		s.Start, s.End = max(s.Start, at), max(s.End, at)
		out.Write(d.Src[at:s.Start])
		start := out.Len()
		text := strings.ReplaceAll(s.Text, "\r\n", "\n")
		out.WriteString(strings.ReplaceAll(text, "\n", eol))
		news = append(news, Range{start, out.Len()})
		at = s.End
	}
	out.Write(d.Src[at:])
	return out.Bytes(), news
}

// Result is the file with the edits, in the line endings it had, and formatted if it was. A result that does not parse is
// none: the file stays as it is.
func (d *Draft) Result() []byte {
	fixed, _ := d.Edited()
	if formatted, err := gofmt(d.Src); err == nil && bytes.Equal(formatted, d.Src) {
		if formatted, err = gofmt(fixed); err == nil {
			fixed = formatted
		}
	}
	if parses(d.Src) && !parses(fixed) {
		return d.Src
	}
	return fixed
}

// Moved returns where ranges of the file are in the edited file. What was replaced becomes all that replaced it.
func (d *Draft) Moved(ranges []Range) []Range {
	_, news := d.Edited()
	var moved []Range
	for _, r := range ranges {
		out := r
		if i := sort.Search(len(d.spans), func(i int) bool { return d.spans[i].Start >= r.Start }) - 1; i >= 0 {
			if out.Start = news[i].Start; d.spans[i].End <= r.Start {
				out.Start = r.Start + news[i].End - d.spans[i].End
			}
		}
		if i := sort.Search(len(d.spans), func(i int) bool { return d.spans[i].Start >= r.End && d.spans[i].End > r.End }) - 1; i >= 0 {
			if out.End = news[i].End; d.spans[i].End <= r.End {
				out.End = r.End + news[i].End - d.spans[i].End
			}
		}
		moved = append(moved, out)
	}
	return moved
}

func parses(src []byte) bool {
	_, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	return err == nil
}

// Generated reports whether a file says that a program wrote it.
func Generated(src []byte) bool {
	file, err := parser.ParseFile(token.NewFileSet(), "", src, parser.PackageClauseOnly|parser.ParseComments)
	return err == nil && ast.IsGenerated(file)
}

// lineEnding is the one that most lines of a file have.
func lineEnding(src []byte) string {
	if crlf := bytes.Count(src, []byte("\r\n")); crlf > 0 && 2*crlf >= bytes.Count(src, []byte("\n")) {
		return "\r\n"
	}
	return "\n"
}

// maxNesting is how deep the brackets of a file may be nested for it to be formatted. For each level of literals the printer tries
// first how wide all levels below are.
const maxNesting = 300

func nested(src []byte) bool {
	file := token.NewFileSet().AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, 0)
	for depth := 0; ; {
		switch _, tok, _ := s.Scan(); tok {
		case token.EOF:
			return false
		case token.LPAREN, token.LBRACK, token.LBRACE:
			if depth++; depth > maxNesting {
				return true
			}
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth--
		}
	}
}

// gofmt formats a file without changing its line endings or its byte order mark, which go/format would drop.
func gofmt(src []byte) ([]byte, error) {
	body, marked := bytes.CutPrefix(src, []byte(bom))
	crlf := lineEnding(body) == "\r\n"
	if crlf {
		body = bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))
	}
	if nested(body) {
		return nil, fmt.Errorf("it is nested deeper than %d", maxNesting)
	}
	out, err := format.Source(body)
	if err != nil {
		return nil, err
	}
	if crlf {
		out = bytes.ReplaceAll(out, []byte("\n"), []byte("\r\n"))
	}
	if marked {
		out = append([]byte(bom), out...)
	}
	return out, nil
}

// Formatted returns an error if gofmt changes more of src than the columns of things that stand below each other: a fix
// that makes a literal longer cannot know the comment two lines down.
func Formatted(src []byte) error {
	formatted, err := gofmt(src)
	if err != nil {
		return err
	}
	was, is := bytes.Split(src, []byte("\n")), bytes.Split(formatted, []byte("\n"))
	for i := range min(len(was), len(is)) {
		if columns(was[i]) != columns(is[i]) {
			return fmt.Errorf("gofmt changes line %d", i+1)
		}
	}
	if len(was) != len(is) {
		return fmt.Errorf("gofmt makes %d lines of %d", len(is), len(was))
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
