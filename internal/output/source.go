package output

import (
	"path/filepath"
	"slices"
	"unicode/utf8"
)

// Sources are the files that a report speaks of. Its columns and offsets count bytes; other programs count characters, as
// UTF-16 does.
type sources struct {
	report *Report
	files  map[string]source
}

// A source is a file that can be read, and where its lines begin.
type source struct {
	text  []byte
	lines []int
}

// file is a file that the report names, without text if it cannot be read.
func (s *sources) file(file string) source {
	src, ok := s.files[file]
	if !ok {
		if file != "" && s.report.read != nil {
			name := filepath.FromSlash(file)
			if !filepath.IsAbs(name) {
				name = filepath.Join(s.report.dir, name)
			}
			src.text, _ = s.report.read(name) // without it columns stay in bytes
			src.lines = []int{0}
			for i, c := range src.text {
				if c == '\n' {
					src.lines = append(src.lines, i+1)
				}
			}
		}
		if s.files == nil {
			s.files = make(map[string]source)
		}
		s.files[file] = src
	}
	return src
}

// column is a column in characters.
func (s *sources) column(file string, line, column int) int {
	src := s.file(file)
	if line < 1 || line > len(src.lines) {
		return column
	}
	rest := src.text[src.lines[line-1]:]
	if column < 1 || column-1 > len(rest) {
		return column
	}
	return 1 + units(rest[:column-1])
}

// place is where an offset is, in lines and characters.
func (s *sources) place(file string, offset int) (line, column int, ok bool) {
	src := s.file(file)
	if src.text == nil || offset < 0 || offset > len(src.text) {
		return 0, 0, false
	}
	line, found := slices.BinarySearch(src.lines, offset)
	if !found {
		line-- // it begins before
	}
	return 1 + line, 1 + units(src.text[src.lines[line]:offset]), true
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
