package output

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// GitHub writes the report as commands of a GitHub Actions workflow, which make annotations of them.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
func (r *Report) GitHub(w io.Writer) error {
	src := sources{report: r}
	for _, p := range r.Errors {
		level := "warning"
		if r.Failed || p.Kind == "rule" {
			level = "error"
		}
		text := p.Message
		if p.Package != "" {
			text = p.Package + ": " + text
		}
		var props []string
		if p.File != "" {
			props = append(props, property("file", p.File))
			if p.Line > 0 {
				props = append(props, property("line", itoa(p.Line)))
			}
		}
		if err := annotate(w, level, append(props, property("title", "rdslint: "+p.Kind)), text); err != nil {
			return err
		}
	}
	for _, f := range r.Findings {
		props := []string{property("file", f.File)}
		if f.Line > 0 {
			props = append(props, property("line", itoa(f.Line)), property("endLine", itoa(f.EndLine)))
			// The runner takes columns only within one line.
			if f.EndLine == f.Line {
				props = append(props,
					property("col", itoa(src.column(f.File, f.Line, f.Column))),
					property("endColumn", itoa(src.column(f.File, f.EndLine, f.EndColumn))))
			}
		}
		level := f.Level
		if level == "note" {
			level = "notice"
		}
		text := f.Message
		for _, s := range f.Path {
			text += "\n" + s.String()
		}
		if err := annotate(w, level, append(props, property("title", "rdslint: "+f.Rule)), text); err != nil {
			return err
		}
	}
	return nil
}

// String is the step in one line.
func (s Step) String() string {
	if s.File == "" {
		return s.Message
	}
	return place(s.File, s.Line, s.Column) + ": " + s.Message
}

func annotate(w io.Writer, level string, props []string, text string) error {
	_, err := fmt.Fprintf(w, "::%s %s::%s\n", level, strings.Join(props, ","), commandData.Replace(printable(text)))
	return err
}

var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func property(name, value string) string {
	value = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\r' { // what would drive the terminal that shows the log
			return utf8.RuneError
		}
		return r
	}, value)
	return name + "=" + commandProperty.Replace(strings.ToValidUTF8(value, "\ufffd"))
}

// printable is text of several lines whose characters can be shown.
func printable(text string) string {
	parts := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, part := range parts {
		parts[i] = Plain(part)
	}
	return strings.Join(parts, "\n")
}
