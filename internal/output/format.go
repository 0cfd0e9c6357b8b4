package output

import (
	"bufio"
	"io"
)

// A format is one form of a report for a program to read.
type format struct {
	name  string
	write func(*Report, io.Writer) error
	tells bool // it has a place for what could not be seen
}

var formats = []format{
	{"json", (*Report).JSON, true},
	{"sarif", (*Report).SARIF, true},
	{"github", (*Report).GitHub, true},
	{"gitlab", (*Report).GitLab, false},
	{"checkstyle", (*Report).Checkstyle, false},
	{"junit", (*Report).JUnit, true},
}

// Formats returns the names of the formats, that for people first.
func Formats() []string {
	names := []string{"text"}
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// Tells reports whether a report says in a format what could not be seen. Where not, its [Report.Notices] should be shown
// elsewhere.
func Tells(name string) bool {
	for _, f := range formats {
		if f.name == name {
			return f.tells
		}
	}
	return false
}

// Write writes the report in one of [Formats]. The options are those of text.
func (r *Report) Write(w io.Writer, name string, opts TextOptions) error {
	for _, f := range formats {
		if f.name == name {
			b := bufio.NewWriter(w)
			if err := f.write(r, b); err != nil {
				return err
			}
			return b.Flush()
		}
	}
	return r.Text(w, opts)
}
