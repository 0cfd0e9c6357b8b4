package output_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/output"
)

var rules = []*engine.Rule{
	{
		Name: "objectname", Summary: "names without a prefix", URL: "https://example.com/guideline", Default: engine.Warning, Since: "0.1",
		Doc: "// Package objectname checks names.\n//\n// # Reports\n//\n//   - what has no prefix\npackage objectname\n",
	},
	{Name: "quiet", Summary: "nothing", Default: engine.Error},
}

// The extension of each format's goldens.
var extensions = map[string]string{
	"text": "text.golden", "json": "json", "sarif": "sarif", "github": "github.txt", "gitlab": "gitlab.json",
	"checkstyle": "checkstyle.xml", "junit": "junit.xml",
}

// awkward is a report whose names and messages hold what some format gives a meaning.
func awkward(t *testing.T) (*output.Report, *module) {
	m := loadFile(t, "a dir,with:signs/100% grün#?\n😀 [x] {y}.go", "package p\n\nvar x, y = /* 😀 ü */ \"Global\\\\{b5c}\", \"two\"\n")
	f := m.finding(0, engine.Error, "")
	f.Message = "100%, a <b> & \"c\": 'd'\nsecond\r\n::error::{0} [link](1) \x1b[31m\u202e \xff ]]>"
	f.Path = []engine.Step{
		{Message: "without a place, 1%"},
		{Pos: m.lits[1].Pos(), Message: "here: {1}"},
		{Message: "at last"},
	}
	f.Fixes = []engine.Fix{
		{Message: "Write {it}", Safe: true, Edits: []engine.Edit{
			{Pos: m.lits[0].Pos() + 1, End: m.lits[0].End() - 1, New: "ü😀"},
			{Pos: m.lits[1].Pos(), End: m.lits[1].End()},
			{Pos: m.lits[1].End(), New: "z"},
		}},
	}
	in := m.input(f)
	in.Rules = rules
	in.Version = "v1.2.3"
	in.Problems = []output.Problem{
		{Kind: "type", Package: "example.com/m", File: m.file, Line: 3, Message: "bad, 5%: two\nlines"},
		{Kind: "rule", Package: "example.com/m", Message: "rule objectname failed"},
	}
	return output.New(in), m
}

func TestFormats(t *testing.T) {
	everything := report(t)
	strange, _ := awkward(t)
	for name, r := range map[string]*output.Report{
		"report":  everything,
		"awkward": strange,
		"empty":   output.New(output.Input{Rules: rules, Packages: 2}),
		"failed": output.New(output.Input{
			Failed: true, Rules: rules, Problems: []output.Problem{{Kind: "load", Message: "no go.mod: make one"}},
		}),
		"usage": output.New(output.Input{Failed: true, Problems: []output.Problem{{Kind: "usage", Message: "unknown flag -x"}}}),
	} {
		for _, format := range output.Formats() {
			t.Run(name+"/"+format, func(t *testing.T) {
				var buf, again bytes.Buffer
				require.NoError(t, r.Write(&buf, format, output.TextOptions{}))
				require.NoError(t, r.Write(&again, format, output.TextOptions{}))
				assert.Equal(t, buf.String(), again.String())
				switch ext := extensions[format]; {
				case name == "report" && (format == "text" || format == "json"):
				case name == "empty" && format == "json":
				default:
					golden(t, name+"."+ext, buf.Bytes())
				}
				switch filepath.Ext(extensions[format]) {
				case ".json", ".sarif":
					assert.True(t, json.Valid(buf.Bytes()))
				case ".xml":
					wellFormed(t, buf.Bytes())
				}
			})
		}
	}
}

func wellFormed(t *testing.T, doc []byte) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(doc))
	for {
		_, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
	}
}

func TestWriteTells(t *testing.T) {
	r := report(t)
	for _, format := range output.Formats() {
		// Some are written in one piece, others in several.
		for _, room := range []int{0, 100} {
			err := r.Write(&narrow{room}, format, output.TextOptions{})
			require.ErrorIs(t, err, errFull, "%s after %d bytes", format, room)
		}
	}
}

var errFull = errors.New("full")

// A narrow writer has room for some bytes.
type narrow struct{ room int }

func (n *narrow) Write(p []byte) (int, error) {
	if len(p) > n.room {
		return 0, errFull
	}
	n.room -= len(p)
	return len(p), nil
}

// A region is what the tests need of SARIF's.
type region struct{ StartLine, StartColumn, EndLine, EndColumn int }

type log struct {
	Runs []struct {
		ColumnKind string
		Results    []struct {
			Message             struct{ Text string }
			PartialFingerprints map[string]string
			Locations           []struct {
				PhysicalLocation struct {
					ArtifactLocation struct{ URI, URIBaseID string }
					Region           region
				}
			}
			Fixes []struct {
				ArtifactChanges []struct {
					Replacements []struct {
						DeletedRegion   region
						InsertedContent struct{ Text string }
					}
				}
			}
		}
	}
}

func sarif(t *testing.T, r *output.Report) (l log) {
	t.Helper()
	var buf bytes.Buffer
	require.NoError(t, r.SARIF(&buf))
	require.NoError(t, json.Unmarshal(buf.Bytes(), &l))
	return l
}

// TestSARIFRegions reads regions as SARIF means them, in UTF-16 code units.
func TestSARIFRegions(t *testing.T) {
	r, m := awkward(t)
	run := sarif(t, r).Runs[0]
	require.Equal(t, "utf16CodeUnits", run.ColumnKind)
	res := run.Results[0]

	src := utf16.Encode([]rune(m.src))
	offset := func(line, column int) int {
		at := 0
		for range line - 1 {
			at += slices.Index(src[at:], '\n') + 1
		}
		return at + column - 1
	}
	part := func(g region) string {
		return string(utf16.Decode(src[offset(g.StartLine, g.StartColumn):offset(g.EndLine, g.EndColumn)]))
	}
	assert.Equal(t, `"Global\\{b5c}"`, part(res.Locations[0].PhysicalLocation.Region))

	edits := res.Fixes[0].ArtifactChanges[0].Replacements
	require.Len(t, edits, 3)
	assert.Equal(t, []string{`Global\\{b5c}`, `"two"`, ""},
		[]string{part(edits[0].DeletedRegion), part(edits[1].DeletedRegion), part(edits[2].DeletedRegion)})
	assert.Equal(t, []string{"ü😀", "", "z"},
		[]string{edits[0].InsertedContent.Text, edits[1].InsertedContent.Text, edits[2].InsertedContent.Text})
}

func TestSARIFNames(t *testing.T) {
	r, m := awkward(t)
	place := sarif(t, r).Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation
	assert.Equal(t, "%SRCROOT%", place.URIBaseID)
	base := &url.URL{Scheme: "file", Path: filepath.ToSlash(m.dir) + "/"}
	u, err := base.Parse(place.URI)
	require.NoError(t, err)
	assert.Equal(t, filepath.ToSlash(m.file), u.Path)
	assert.Equal(t, `a%20dir,with%3Asigns/100%25%20gr%C3%BCn%23%3F%0A%F0%9F%98%80%20%5Bx%5D%20%7By%7D.go`, place.URI)

	for file, want := range map[string]string{
		"c:x.go":             "c%3Ax.go",
		"../dep/x.go":        "file:///src/dep/x.go",
		"/cache/d@v1/x y.go": "file:///cache/d@v1/x%20y.go",
	} {
		in := output.Input{Dir: "/src/m"}
		r := output.New(in)
		r.Findings = append(r.Findings, output.Finding{Rule: "objectname", Level: "note", Message: "m", File: file})
		if filepath.IsAbs(filepath.FromSlash("/src/m")) {
			assert.Equal(t, want, sarif(t, r).Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI)
		}
	}
}

func TestSARIFFingerprintsSurviveMoves(t *testing.T) {
	print := func(src string) map[string]string {
		m := load(t, src)
		return sarif(t, output.New(m.input(m.finding(0, engine.Warning, "agent.lock")))).Runs[0].Results[0].PartialFingerprints
	}
	before := print(source)
	assert.Len(t, before, 1)
	assert.Equal(t, before, print(strings.Replace(source, "func lock", "// New.\n\n\nfunc lock", 1)))
}

// TestGitHubRunner reads commands as the runner does, which takes a line for one command.
func TestGitHubRunner(t *testing.T) {
	r, _ := awkward(t)
	var buf bytes.Buffer
	require.NoError(t, r.GitHub(&buf))
	lines := strings.Split(strings.TrimSuffix(buf.String(), "\n"), "\n")
	require.Len(t, lines, 3)
	unescape := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	command, text, _ := strings.Cut(strings.TrimPrefix(lines[2], "::"), "::")
	level, list, _ := strings.Cut(command, " ")
	props := make(map[string]string)
	for prop := range strings.SplitSeq(list, ",") {
		name, value, _ := strings.Cut(prop, "=")
		props[name] = unescape.Replace(value)
	}
	assert.Equal(t, "error", level)
	assert.Equal(t, map[string]string{
		"file": r.Findings[0].File, "line": "3", "endLine": "3", "col": "23", "endColumn": "38", "title": "rdslint: objectname",
	}, props)
	assert.True(t, strings.HasPrefix(unescape.Replace(text), "100%, a <b> & \"c\": 'd'\nsecond\n::error::{0} [link](1) \\x1b[31m\\u202e \\xff ]]>\n"), text)
}

func TestXMLRoundTrip(t *testing.T) {
	r, _ := awkward(t)
	want := "100%, a <b> & \"c\": 'd'\nsecond\n::error::{0} [link](1) \\x1b[31m\\u202e \\xff ]]>"

	var buf bytes.Buffer
	require.NoError(t, r.Checkstyle(&buf))
	var style struct {
		Files []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Column  int    `xml:"column,attr"`
				Message string `xml:"message,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	require.NoError(t, xml.Unmarshal(buf.Bytes(), &style))
	assert.Equal(t, r.Findings[0].File, style.Files[0].Name)
	assert.Equal(t, want, style.Files[0].Errors[0].Message)
	assert.Equal(t, 23, style.Files[0].Errors[0].Column)

	buf.Reset()
	require.NoError(t, r.JUnit(&buf))
	var units struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Suites   []struct {
			Cases []struct {
				File    string `xml:"file,attr"`
				Failure *struct {
					Message string `xml:"message,attr"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	require.NoError(t, xml.Unmarshal(buf.Bytes(), &units))
	assert.Equal(t, []int{4, 1, 1}, []int{units.Tests, units.Failures, units.Errors})
	require.Len(t, units.Suites, 3)
	assert.Equal(t, r.Findings[0].File, units.Suites[1].Cases[0].File)
	assert.Equal(t, want, units.Suites[1].Cases[0].Failure.Message)
	assert.Nil(t, units.Suites[2].Cases[0].Failure, "a rule without findings is a test that passes")
}

func TestGitLabFingerprintsAreUnique(t *testing.T) {
	var buf bytes.Buffer
	require.NoError(t, report(t).GitLab(&buf))
	var issues []struct{ Fingerprint string }
	require.NoError(t, json.Unmarshal(buf.Bytes(), &issues))
	seen := make(map[string]bool)
	for _, i := range issues {
		assert.False(t, seen[i.Fingerprint])
		seen[i.Fingerprint] = true
	}
	assert.Len(t, seen, 4)
}
