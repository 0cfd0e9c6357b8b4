package output

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TextOptions says how a report is printed for people.
type TextOptions struct {
	Color bool
	Fixes bool // the fixes that can be had, below each finding
}

// Text writes a paragraph for each finding and a closing line with counts.
func (r *Report) Text(w io.Writer, opts TextOptions) error {
	p := printer{Writer: bufio.NewWriter(w), color: opts.Color}
	if r.Failed {
		for _, line := range r.Notices(true) {
			p.WriteString("rdslint: " + line + "\n")
		}
		return p.Flush()
	}
	for _, f := range r.Findings {
		p.finding(f, opts)
	}
	p.style(bold, r.Closing())
	p.WriteString("\n")
	return p.Flush()
}

// Closing is the last line of the text form: what was found, in how much code, and what to do about it.
func (r *Report) Closing() string {
	s := r.Summary
	found := "no findings"
	if n := len(r.Findings); n > 0 {
		var levels []string
		for _, l := range []struct {
			n    int
			name string
		}{{s.Error, "error"}, {s.Warning, "warning"}, {s.Note, "note"}} {
			if l.n > 0 {
				levels = append(levels, plural(l.n, l.name))
			}
		}
		found = plural(n, "finding") + " (" + strings.Join(levels, ", ") + ")"
	}
	found += " in " + plural(s.Packages, "package")
	partly := ""
	if s.PartlyTyped > 0 {
		partly = plural(s.PartlyTyped, "package") + " partly typed"
	}
	line := join(found, partly)

	switch safe, unsafe := r.fixable(); {
	case safe > 0 && unsafe > 0:
		line += "; -fix corrects " + itoa(safe) + ", with -unsafe-fixes " + itoa(safe+unsafe)
	case safe > 0:
		line += "; -fix corrects " + itoa(safe)
	case unsafe > 0:
		line += "; -fix -unsafe-fixes corrects " + itoa(unsafe)
	}
	if r.Known > 0 {
		line += "; " + itoa(r.Known) + " known already"
	}
	if r.Hidden > 0 {
		line += "; -min-level note shows " + itoa(r.Hidden) + " more"
	}
	return line
}

// Diff shows a unified diff on a terminal. Elsewhere a diff must be written as it is, or no patch applies it.
func Diff(w io.Writer, diff []byte, color bool) error {
	p := printer{Writer: bufio.NewWriter(w), color: color}
	for line := range bytes.Lines(diff) {
		text := strings.ReplaceAll(strings.TrimRight(string(line), "\r\n"), "\t", "        ")
		sgr := ""
		switch text = Plain(text); {
		case strings.HasPrefix(text, "diff "), strings.HasPrefix(text, "--- "), strings.HasPrefix(text, "+++ "):
			sgr = bold
		case strings.HasPrefix(text, "@@"):
			sgr = cyan
		case strings.HasPrefix(text, "-"):
			sgr = red
		case strings.HasPrefix(text, "+"):
			sgr = green
		}
		p.style(sgr, text)
		p.WriteString("\n")
	}
	return p.Flush()
}

// The styles, as SGR parameters.
const (
	bold   = "1"
	red    = "1;31"
	green  = "32"
	yellow = "33"
	cyan   = "36"
	faint  = "2"
)

type printer struct {
	*bufio.Writer
	color bool
}

func (p *printer) finding(f Finding, opts TextOptions) {
	p.style(bold, place(f.File, f.Line, f.Column))
	p.WriteString(": ")
	p.style(levelStyle(f.Level), f.Level)
	p.WriteString(": " + Plain(f.Message) + " ")
	p.style(faint, "("+Plain(f.Rule)+")")
	p.WriteString("\n")
	for _, s := range f.Path {
		p.WriteString("    ")
		if s.File != "" || s.Line > 0 {
			p.style(faint, place(s.File, s.Line, s.Column))
			p.WriteString(": ")
		}
		p.WriteString(Plain(s.Message) + "\n")
	}
	if !opts.Fixes {
		return
	}
	for _, fix := range f.Fixes {
		p.WriteString("    ")
		if fix.Safe {
			p.style(cyan, "fix")
		} else {
			p.style(cyan, "unsafe fix")
		}
		p.WriteString(": " + Plain(fix.Message) + "\n")
	}
}

func (p *printer) style(sgr, text string) {
	if !p.color || sgr == "" {
		p.WriteString(text)
		return
	}
	p.WriteString("\x1b[" + sgr + "m" + text + "\x1b[0m")
}

func levelStyle(level string) string {
	switch level {
	case "error":
		return red
	case "warning":
		return yellow
	}
	return cyan
}

func place(file string, line, column int) string {
	s := Plain(file)
	if line > 0 {
		s += ":" + itoa(line)
		if column > 0 {
			s += ":" + itoa(column)
		}
	}
	return s
}

// Plain neutralises text that comes from the code under analysis: what could drive a terminal, break a line or turn the
// reading direction is written as a Go escape.
func Plain(s string) string {
	if !strings.ContainsFunc(s, unprintable) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteString(`\x` + strconv.FormatUint(uint64(s[i])|0x100, 16)[1:])
		case unprintable(r):
			q := strconv.QuoteRuneToASCII(r)
			b.WriteString(q[1 : len(q)-1])
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }

func itoa(n int) string { return strconv.Itoa(n) }
