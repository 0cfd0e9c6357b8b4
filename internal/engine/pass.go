package engine

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A Pass is one rule's look at one package.
type Pass struct {
	*Package
	rule     *Rule
	settings *Settings
	findings []*Finding
}

// Judge runs a rule over the package and returns what it found, sorted by place. A panic in the rule is an error of that
// rule for this package.
func (p *Package) Judge(r *Rule, settings *Settings) (findings []*Finding, err error) {
	level, set := settings.Levels[r.Name]
	if p.skip || set && level == 0 {
		return nil, nil
	}
	pass := &Pass{Package: p, rule: r, settings: settings}
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: rule %s failed: %v\n%s", p.Summary.Path, r.Name, v, debug.Stack())
		}
	}()
	r.Run(pass)
	if set {
		for _, f := range pass.findings {
			f.Level = level
		}
	}
	slices.SortStableFunc(pass.findings, func(a, b *Finding) int { return cmp.Compare(a.Pos, b.Pos) })
	return pass.findings, nil
}

// Whole reports whether the whole module is known. If not, code that can be reached from outside the package may run
// anywhere.
func (p *Package) Whole() bool { return p.whole }

// Sites returns the places in the package that use something of one of the classes, in source order. Code that nobody
// calls is left out.
func (p *Package) Sites(classes ...winapi.Class) []*Site {
	var out []*Site
	for _, s := range p.sites {
		if s.is(classes) && p.live(s) {
			out = append(out, s)
		}
	}
	return out
}

// Everywhere returns the sites of all packages that are known: the module's, or in a modular driver this package's.
func (p *Package) Everywhere(classes ...winapi.Class) []*Site {
	var out []*Site
	for _, q := range p.everywhere {
		out = append(out, q.Sites(classes...)...)
	}
	return out
}

// Once returns what the rule makes of all that is known, as Everywhere tells it. For a solved module it is made once, and the passes
// of the rule share it: they only read.
func Once[T any](p *Pass, survey func(*Package) T) T {
	if p.once == nil {
		return survey(p.Package)
	}
	made, ok := p.once.Load(p.rule.Name)
	if !ok {
		made, _ = p.once.LoadOrStore(p.rule.Name, sync.OnceValue(func() T { return survey(p.Package) }))
	}
	return made.(func() T)()
}

func (s *Site) is(classes []winapi.Class) bool {
	if s.Fact == nil {
		return false
	}
	for _, c := range classes {
		if _, ok := s.Fact.Is[c]; ok {
			return true
		}
	}
	return false
}

// Kind returns the kind that the site's fact has under a class, and whether it has the class.
func (s *Site) Kind(c winapi.Class) (string, bool) {
	if s.Fact == nil {
		return "", false
	}
	k, ok := s.Fact.Is[c]
	return k, ok
}

// live reports whether something can run the site. What it leads to may be run by nobody: a variable that a caller fills is
// read where no call gets to.
func (p *Package) live(s *Site) bool {
	for p.solved != nil && s != nil {
		if !p.solved.Live(s.In.ID) {
			return false
		}
		next := s.inner
		if next == nil && s.remote != nil && p.whole {
			next, _ = s.remote.Home().(*Site)
		}
		s = next
	}
	return true
}

// Contexts returns where the site's code can run.
func (s *Site) Contexts() contexts.Set {
	if s.pkg.solved == nil {
		return contexts.Open
	}
	set := s.proven
	if set == 0 {
		set = s.pkg.solved.At(s.In.ID, s.spot())
	}
	for _, t := range s.tests {
		if t.Value {
			set &^= contexts.Session
		} else {
			set &^= contexts.Service
		}
	}
	return set
}

// spot is what the solver asks of a site.
func (s *Site) spot() *summary.Site {
	return &summary.Site{Block: s.block, At: s.pkg.place(s.Node.Pos()), Steps: s.steps}
}

// Pending reports whether the site only repeats, for code that it settles the context of, what its callee's own package
// has judged already as far as it could.
func (s *Site) Pending() bool { return s.remote != nil && s.closed }

// Path returns how the site's code comes to run in the contexts of want, the entry point first, and then how the site
// leads to the catalogue's function.
func (s *Site) Path(want contexts.Set) []Step {
	var out []Step
	if s.pkg.solved != nil && want != 0 && s.proven == 0 {
		chain, why := s.pkg.solved.PathTo(s.In.ID, s.spot(), want)
		out = steps(chain)
		for i := range out {
			if i > 0 {
				out[i].Message = calls + out[i].Message
				continue
			}
			where := "can be reached by importers: "
			switch has := s.Contexts() & want; {
			case has.Has(contexts.Service):
				where = "runs in the service: "
			case has.Has(contexts.Session):
				where = "runs in the user's session: "
			}
			out[i].Message = where + out[i].Message + " (" + why + ")"
		}
	}
	return append(out, steps(s.steps)...)
}

// calls begins the message of a step from a function to one that it calls, or hands on.
const calls = "calls "

func steps(list []summary.Step) []Step {
	out := make([]Step, len(list))
	for i, s := range list {
		out[i] = Step{Pos: s.At.Pos(), Where: s.At.Where, Message: s.Message}
	}
	return out
}

// Pkg returns the package in which the site stands.
func (s *Site) Pkg() *Package { return s.pkg }

// Pos returns where the site stands.
func (s *Site) Pos() token.Pos { return s.Node.Pos() }

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

// Values returns the possible values of an expression.
func (p *Pass) Values(x ast.Expr) names.Values { return p.Eval(x) }
