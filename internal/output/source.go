package output

import (
	"bytes"
	"path/filepath"
	"unicode/utf8"
)

// Sources are the files that a report speaks of. Its columns and offsets count bytes; other programs count characters, as
// UTF-16 does.
type sources struct {
	report *Report
	files  map[string][]byte
}

// text is the content of a file that the report names, nil if it cannot be read.
func (s *sources) text(file string) []byte {
	src, ok := s.files[file]
	if !ok {
		if file != "" && s.report.read != nil {
			name := filepath.FromSlash(file)
			if !filepath.IsAbs(name) {
				name = filepath.Join(s.report.dir, name)
			}
			src, _ = s.report.read(name) // without it columns stay in bytes
		}
		if s.files == nil {
			s.files = make(map[string][]byte)
		}
		s.files[file] = src
	}
	return src
}

// column is a column in characters.
func (s *sources) column(file string, line, column int) int {
	src := s.text(file)
	for range line - 1 {
		i := bytes.IndexByte(src, '\n')
		if i < 0 {
			return column
		}
		src = src[i+1:]
	}
	if column < 1 || column-1 > len(src) {
		return column
	}
	return 1 + units(src[:column-1])
}

// place is where an offset is, in lines and characters.
func (s *sources) place(file string, offset int) (line, column int, ok bool) {
	src := s.text(file)
	if src == nil || offset < 0 || offset > len(src) {
		return 0, 0, false
	}
	before := src[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte("\n")), 1 + units(before[start:]), true
}

// units counts the UTF-16 code units of a text.
func units(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r > 0xffff {
			n++
		}
		n++
		text = text[size:]
	}
	return n
}
