// The one door for findings, and the diagnostics that a driver of go/analysis gets.

package engine

import (
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/internal/engine/contexts"
)

// A Report is what a rule says of a place.
type Report struct {
	Level   Level
	Message string // a sentence without a final stop
	// At is the offending text, or the site's own node where Pos is invalid.
	Pos, End token.Pos
	Site     *Site
	// Sink says that the finding stands at the innermost use that the site leads to; see [Site.Sink].
	Sink bool
	// Why is the context that the finding depends on, if it does: its path is shown.
	Why   contexts.Set
	Path  []Step
	Fixes []Fix
}

// Report is the one door for findings. It fills in what all findings have, and drops those in files that are not judged.
func (p *Pass) Report(r Report) {
	pos, end := r.Pos, r.End
	if r.Sink {
		pos, end = r.Site.Sink()
	}
	if !pos.IsValid() {
		pos, end = r.Site.Node.Pos(), r.Site.Node.End()
	}
	where := p.packageAt(pos)
	if where == nil || !where.judged(pos, p.settings) || where.ignored(p.rule.Name, pos, p.settings) {
		return
	}
	f := &Finding{
		Rule: p.rule.Name, Level: r.Level, Message: r.Message, URL: pageURL(p.rule.Name),
		Package: where.Summary.Path, Func: where.Code.Enclosed(pos).ID, Pos: pos, End: end, Fixes: r.Fixes,
	}
	switch {
	case r.Site == nil:
	case r.Sink:
		f.Contexts = r.Site.Contexts().Names()
		if f.Pos != r.Site.Pos() {
			f.Path = append(f.Path, Step{Pos: r.Site.Pos(), Message: "called by " + shortName(r.Site.In.ID)})
		}
	default:
		f.Contexts = r.Site.Contexts().Names()
		f.Path = append(f.Path, r.Site.Path(r.Why)...)
	}
	f.Path = append(f.Path, r.Path...)
	for i, g := range p.findings {
		if g.Pos != f.Pos {
			continue
		}
		// One place, one finding: the graver one, else the one that can be fixed, else the first.
		if f.Level > g.Level || f.Level == g.Level && len(g.Fixes) == 0 && len(f.Fixes) > 0 {
			p.findings[i] = f
		}
		return
	}
	p.findings = append(p.findings, f)
}

// packageAt returns the known package whose files hold pos.
func (p *Package) packageAt(pos token.Pos) *Package {
	if p.Code.File(pos) != nil {
		return p
	}
	for _, q := range p.everywhere {
		if q.Code.File(pos) != nil {
			return q
		}
	}
	return nil
}

// judged reports whether findings in the file around pos are wanted.
func (p *Package) judged(pos token.Pos, s *Settings) bool {
	file := p.Code.File(pos)
	name := filepath.ToSlash(p.Code.Fset.PositionFor(file.Pos(), false).Filename)
	switch {
	case strings.Contains(name, "/vendor/"):
		return false
	case strings.HasSuffix(name, "_test.go"):
		return s.Tests
	case ast.IsGenerated(file):
		return s.Generated
	}
	return true
}

// project makes go/analysis diagnostics of findings: those of the least level wanted, with one fix at most.
func project(pass *analysis.Pass, findings []*Finding, s *Settings) {
	for _, f := range findings {
		if f.Level < s.least() {
			continue
		}
		d := analysis.Diagnostic{Pos: f.Pos, End: f.End, Category: f.Rule, Message: f.Message + route(f.Path), URL: f.URL}
		if fix := projected(f, s); fix != nil {
			sf := analysis.SuggestedFix{Message: fix.Message}
			for _, e := range fix.Edits {
				sf.TextEdits = append(sf.TextEdits, analysis.TextEdit{Pos: e.Pos, End: e.End, NewText: []byte(e.New)})
			}
			d.SuggestedFixes = []analysis.SuggestedFix{sf}
		}
		pass.Report(d)
	}
}

// least is the mildest level that diagnostics show.
func (s *Settings) least() Level {
	if s.MinLevel == 0 {
		return Warning
	}
	return s.MinLevel
}

// projected returns the fix that the diagnostic of a finding offers, or nil.
func projected(f *Finding, s *Settings) *Fix {
	if f.Level < s.least() {
		return nil
	}
	for i := range f.Fixes {
		if f.Fixes[i].Safe || s.UnsafeFixes {
			return &f.Fixes[i]
		}
	}
	return nil
}

// route renders a path as the last sentence of a message: "; runs in the service: main.(*agent).Execute (given to svc.Run)
// -> (*worker).loop -> notify.Show".
func route(list []Step) string {
	var b strings.Builder
	for i, s := range list {
		callee, isCall := strings.CutPrefix(s.Message, calls)
		switch {
		case i == 0:
			b.WriteString("; " + s.Message)
		case isCall:
			b.WriteString(" -> " + callee)
		default:
			b.WriteString(", " + s.Message)
		}
	}
	return b.String()
}

// Where returns a position as messages show it: the file in its directory, and the line. The whole path is the machine's.
func (p *Pass) Where(pos token.Pos) string {
	at := p.Code.Fset.PositionFor(pos, false)
	dir, file := filepath.Split(at.Filename)
	return fmt.Sprintf("%s/%s:%d", filepath.Base(dir), file, at.Line)
}

// FileOf returns the file around pos, or nil if it is no file of a known package.
func (p *Package) FileOf(pos token.Pos) *ast.File {
	if q := p.packageAt(pos); q != nil {
		return q.Code.File(pos)
	}
	return nil
}
