// Package output prints what a run of rdslint found.
//
// A [Report] is the one model behind every format: positions are resolved, files are relative to the working directory,
// findings are sorted and have their fingerprints. A printer only chooses how it looks.
package output

import (
	"cmp"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine"
)

// A Report is what one run found. Its JSON form is a stable contract.
type Report struct {
	Version  int       `json:"version"`
	Tool     string    `json:"tool"`
	Findings []Finding `json:"findings"`
	Summary  Summary   `json:"summary"`
	Errors   []Problem `json:"errors"`

	// Hidden counts the findings below the level that was asked for.
	Hidden int `json:"-"`
	// Known counts the findings of these levels that are accepted already.
	Known int `json:"-"`
	// Failed says that nothing was judged, and Errors why.
	Failed bool `json:"-"`

	rules   []*engine.Rule
	version string
	dir     string
	read    func(file string) ([]byte, error)
}

// A Finding is one place that a rule reports. Columns and offsets count bytes.
type Finding struct {
	Rule        string   `json:"rule"`
	Level       string   `json:"level"`
	Message     string   `json:"message"`
	File        string   `json:"file"`
	Line        int      `json:"line"`
	Column      int      `json:"column"`
	EndLine     int      `json:"endLine"`
	EndColumn   int      `json:"endColumn"`
	Package     string   `json:"package"`
	Context     []string `json:"context"`
	URL         string   `json:"url"`
	Fingerprint string   `json:"fingerprint"`
	Path        []Step   `json:"path"`
	Fixes       []Fix    `json:"fixes"`
}

// A Step is one place on the way to a finding. File is empty and Line 0 where the place has no position.
type Step struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// A Fix is one way to correct a finding.
type Fix struct {
	Message string `json:"message"`
	Safe    bool   `json:"safe"`
	Edits   []Edit `json:"edits"`
}

// An Edit replaces the bytes from Start to End of a file.
type Edit struct {
	File  string `json:"file"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

// A Summary counts the packages that were judged and the findings that the report holds.
type Summary struct {
	Packages    int `json:"packages"`
	PartlyTyped int `json:"partlyTyped"`
	Error       int `json:"error"`
	Warning     int `json:"warning"`
	Note        int `json:"note"`
}

// A Problem is what kept the run from seeing everything, or from running at all.
type Problem struct {
	Kind    string `json:"kind"`
	Package string `json:"package"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// Input is what a Report is made of. The zero value makes an empty one.
type Input struct {
	Fset        *token.FileSet
	Findings    []*engine.Finding
	Problems    []Problem
	Packages    int
	PartlyTyped int
	Dir         string       // the working directory, absolute; files are printed relative to it
	MinLevel    engine.Level // findings below it are only counted
	Failed      bool         // nothing was judged
	// Known tells findings that are accepted already and only counted. Nil is none.
	Known func(*engine.Finding) bool
	// Rules are those that ran, and Version is the command's: for the formats that describe them.
	Rules   []*engine.Rule
	Version string
	// Read returns a file's content as it was judged. Nil is os.ReadFile.
	Read func(file string) ([]byte, error)
}

// New resolves, sorts and fingerprints what a run found.
func New(in Input) *Report {
	r := &Report{
		Version:  1,
		Tool:     "rdslint",
		Findings: []Finding{},
		Summary:  Summary{Packages: in.Packages, PartlyTyped: in.PartlyTyped},
		Errors:   []Problem{},
		Failed:   in.Failed,
		rules:    in.Rules,
		version:  in.Version,
		dir:      in.Dir,
	}
	for _, p := range in.Problems {
		p.File = relative(in.Dir, p.File)
		r.Errors = append(r.Errors, p)
	}
	slices.SortStableFunc(r.Errors, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Package, b.Package))
	})
	findings := in.sorted()
	prints := in.fingerprints(findings)
	r.read = in.Read
	for _, f := range findings {
		if f.Level < in.MinLevel {
			r.Hidden++
			continue
		}
		if in.Known != nil && in.Known(f) {
			r.Known++
			continue
		}
		switch f.Level {
		case engine.Error:
			r.Summary.Error++
		case engine.Warning:
			r.Summary.Warning++
		case engine.Note:
			r.Summary.Note++
		}
		r.Findings = append(r.Findings, in.finding(f, prints[f]))
	}
	return r
}

// Fingerprints names the findings of all levels.
func Fingerprints(in Input) map[*engine.Finding]string { return in.fingerprints(in.sorted()) }

// sorted returns the findings by place.
func (in *Input) sorted() []*engine.Finding {
	findings := slices.Clone(in.Findings)
	slices.SortStableFunc(findings, func(a, b *engine.Finding) int {
		p, q := in.position(a.Pos), in.position(b.Pos)
		return cmp.Or(
			cmp.Compare(p.Filename, q.Filename),
			cmp.Compare(p.Offset, q.Offset),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return findings
}

// fingerprints names sorted findings. The ordinal inside a fingerprint must not depend on those that are shown.
func (in *Input) fingerprints(sorted []*engine.Finding) map[*engine.Finding]string {
	if in.Read == nil {
		in.Read = os.ReadFile
	}
	p := fingerprinter{input: in, seen: make(map[string]int)}
	prints := make(map[*engine.Finding]string, len(sorted))
	for _, f := range sorted {
		prints[f] = p.of(f)
	}
	return prints
}

func (in *Input) finding(f *engine.Finding, fingerprint string) Finding {
	pos := in.position(f.Pos)
	end := in.position(f.End)
	if !end.IsValid() {
		end = pos
	}
	return Finding{
		Rule:        f.Rule,
		Level:       f.Level.String(),
		Message:     f.Message,
		File:        relative(in.Dir, pos.Filename),
		Line:        pos.Line,
		Column:      pos.Column,
		EndLine:     end.Line,
		EndColumn:   end.Column,
		Package:     f.Package,
		Context:     append([]string{}, f.Contexts...),
		URL:         f.URL,
		Fingerprint: fingerprint,
		Path:        in.path(f.Path),
		Fixes:       in.fixes(f.Fixes),
	}
}

func (in *Input) path(steps []engine.Step) []Step {
	path := []Step{}
	for _, s := range steps {
		where := s.Where
		if s.Pos.IsValid() {
			where = in.position(s.Pos)
		}
		path = append(path, Step{
			File:    relative(in.Dir, where.Filename),
			Line:    where.Line,
			Column:  where.Column,
			Message: s.Message,
		})
	}
	return path
}

func (in *Input) fixes(fixes []engine.Fix) []Fix {
	out := []Fix{}
	for _, f := range fixes {
		edits := []Edit{}
		for _, e := range f.Edits {
			pos, end := in.position(e.Pos), in.position(e.End)
			if !end.IsValid() {
				end = pos
			}
			edits = append(edits, Edit{
				File:  relative(in.Dir, pos.Filename),
				Start: pos.Offset,
				End:   end.Offset,
				New:   e.New,
			})
		}
		out = append(out, Fix{Message: f.Message, Safe: f.Safe, Edits: edits})
	}
	return out
}

// position is where a token stands in its file; //line directives do not move it.
func (in *Input) position(pos token.Pos) token.Position {
	if in.Fset == nil || !pos.IsValid() {
		return token.Position{}
	}
	return in.Fset.PositionFor(pos, false)
}

// relative names a file as seen from dir, with slashes on every host.
func relative(dir, file string) string {
	if dir != "" && filepath.IsAbs(file) {
		if rel, err := filepath.Rel(dir, file); err == nil {
			file = rel
		}
	}
	return filepath.ToSlash(file)
}

// AtLeast counts the report's findings at a level or above.
func (r *Report) AtLeast(level engine.Level) int {
	n := 0
	if level <= engine.Note {
		n += r.Summary.Note
	}
	if level <= engine.Warning {
		n += r.Summary.Warning
	}
	if level <= engine.Error {
		n += r.Summary.Error
	}
	return n
}

// fixable counts the findings whose first fix is safe, and those that have unsafe ones only.
func (r *Report) fixable() (safe, unsafe int) {
	for _, f := range r.Findings {
		switch {
		case slices.ContainsFunc(f.Fixes, func(fix Fix) bool { return fix.Safe }):
			safe++
		case len(f.Fixes) > 0:
			unsafe++
		}
	}
	return safe, unsafe
}

// plural is "1 word", "2 words".
func plural(n int, word string) string {
	s := itoa(n) + " " + word
	if n != 1 {
		s += "s"
	}
	return s
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
