package output

import (
	"cmp"
	"encoding/xml"
	"io"
	"strings"
)

// Checkstyle writes the findings as the report of Checkstyle, which many tools read.
func (r *Report) Checkstyle(w io.Writer) error {
	type (
		item struct {
			Line     int    `xml:"line,attr,omitempty"`
			Column   int    `xml:"column,attr,omitempty"`
			Severity string `xml:"severity,attr"`
			Message  string `xml:"message,attr"`
			Source   string `xml:"source,attr"`
		}
		file struct {
			Name  string `xml:"name,attr"`
			Items []item `xml:"error"`
		}
		report struct {
			XMLName struct{} `xml:"checkstyle"`
			Version string   `xml:"version,attr"`
			Files   []file   `xml:"file"`
		}
	)
	src := sources{report: r}
	doc := report{Version: "5.0"}
	for _, f := range r.Findings { // they are sorted by file
		if n := len(doc.Files); n == 0 || doc.Files[n-1].Name != f.File {
			doc.Files = append(doc.Files, file{Name: f.File})
		}
		severity := f.Level
		if severity == "note" {
			severity = "info"
		}
		last := &doc.Files[len(doc.Files)-1]
		last.Items = append(last.Items, item{
			Line:     f.Line,
			Column:   src.column(f.File, f.Line, f.Column),
			Severity: severity,
			Message:  printable(f.Message),
			Source:   r.Tool + "." + f.Rule,
		})
	}
	return writeXML(w, doc)
}

// JUnit writes the report as that of a test run: each rule is a suite, each finding a test that failed. A rule that found
// nothing is a test that passed, because some readers take a run without tests for a failure.
func (r *Report) JUnit(w io.Writer) error {
	type (
		failure struct {
			Message string `xml:"message,attr"`
			Type    string `xml:"type,attr"`
			Text    string `xml:",chardata"`
		}
		testcase struct {
			Name      string   `xml:"name,attr"`
			Classname string   `xml:"classname,attr"`
			File      string   `xml:"file,attr,omitempty"`
			Line      int      `xml:"line,attr,omitempty"`
			Failure   *failure `xml:"failure"`
			Error     *failure `xml:"error"`
		}
		suite struct {
			Name     string     `xml:"name,attr"`
			Tests    int        `xml:"tests,attr"`
			Failures int        `xml:"failures,attr"`
			Errors   int        `xml:"errors,attr"`
			Cases    []testcase `xml:"testcase"`
			Stderr   string     `xml:"system-err,omitempty"`
		}
		suites struct {
			XMLName  struct{} `xml:"testsuites"`
			Name     string   `xml:"name,attr"`
			Tests    int      `xml:"tests,attr"`
			Failures int      `xml:"failures,attr"`
			Errors   int      `xml:"errors,attr"`
			Suites   []suite  `xml:"testsuite"`
		}
	)
	src := sources{report: r}
	doc := suites{Name: r.Tool}

	// What was seen in part only fails no test, as it does not decide the exit code.
	if len(r.Errors) > 0 {
		run := suite{Name: r.Tool}
		var seen []string
		for _, p := range r.Errors {
			if !r.Failed && p.Kind != "rule" {
				seen = append(seen, p.String())
				continue
			}
			c := testcase{Name: p.Kind, Classname: cmp.Or(p.Package, r.Tool), File: p.File, Line: p.Line}
			c.Error = &failure{Message: printable(p.Message), Type: p.Kind, Text: printable(p.Message)}
			run.Cases = append(run.Cases, c)
			run.Errors++
		}
		if len(seen) > 0 {
			run.Cases = append(run.Cases, testcase{Name: "packages", Classname: r.Tool})
			run.Stderr = strings.Join(seen, "\n")
		}
		doc.Suites = append(doc.Suites, run)
	}

	var order []string
	byRule := make(map[string][]testcase)
	for _, rule := range r.rules {
		order = append(order, rule.Name)
		byRule[rule.Name] = nil
	}
	for _, f := range r.Findings {
		if _, ok := byRule[f.Rule]; !ok {
			order = append(order, f.Rule)
		}
		at := place(f.File, f.Line, src.column(f.File, f.Line, f.Column))
		text := at + ": " + f.Level + ": " + printable(f.Message)
		for _, s := range f.Path {
			text += "\n    " + Plain(s.String())
		}
		byRule[f.Rule] = append(byRule[f.Rule], testcase{
			Name:      Plain(f.File) + " (" + f.Fingerprint[:min(8, len(f.Fingerprint))] + ")", // lines shift
			Classname: f.Package,
			File:      f.File,
			Line:      f.Line,
			Failure:   &failure{Message: printable(f.Message), Type: f.Level, Text: text},
		})
	}
	for _, name := range order {
		s := suite{Name: name, Cases: byRule[name], Failures: len(byRule[name])}
		if len(s.Cases) == 0 && !r.Failed {
			s.Cases = []testcase{{Name: name, Classname: r.Tool}}
		}
		if len(s.Cases) > 0 {
			doc.Suites = append(doc.Suites, s)
		}
	}
	for i := range doc.Suites {
		s := &doc.Suites[i]
		s.Tests = len(s.Cases)
		doc.Tests += s.Tests
		doc.Failures += s.Failures
		doc.Errors += s.Errors
	}
	return writeXML(w, doc)
}

func writeXML(w io.Writer, doc any) error {
	var b strings.Builder
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}
