package cpushare

import (
	_ "embed"
	"fmt"
	"go/ast"
	"slices"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/fix"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "cpushare",
	Doc:     doc,
	Summary: "priorities, affinities and busy loops that take the processors from other users",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/background-tasks",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.Priority, winapi.StartProcess) {
		prioritised(pass, s)
	}
	for _, s := range pass.Sites(winapi.Affinity) {
		tied(pass, s)
	}
	for _, s := range pass.Sites(winapi.TimerResolution) {
		resolved(pass, s)
	}
	for _, s := range pass.Sites(winapi.Sleep, winapi.Ticker) {
		paced(pass, s)
	}
	for _, s := range pass.Spins() {
		spinning(pass, s)
	}
}

// The priority classes above the normal one, the gravest first.
// https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-setpriorityclass
var classes = []string{"REALTIME_PRIORITY_CLASS", "HIGH_PRIORITY_CLASS", "ABOVE_NORMAL_PRIORITY_CLASS"}

// prioritised judges the priority class that a site gives its process or a new one.
func prioritised(pass *engine.Pass, s *engine.Site) {
	ctx := s.Contexts()
	if ctx.Has(contexts.Open) || ctx == contexts.Service {
		return // importers decide; or what a service does is its administrator's affair
	}
	if kind, ok := s.Kind(winapi.Priority); ok && kind != "process" {
		return
	}
	if slices.ContainsFunc(s.Values("priority"), func(t names.Text) bool {
		got, ok := engine.Number(t)
		return ok && !slices.ContainsFunc(classes, func(name string) bool { return got == pass.Constant(name) })
	}) {
		return // one of several, of which some take nothing from anybody: somebody chooses, most often in the settings
	}
	for _, name := range classes {
		n := pass.Constant(name)
		var at []ast.Expr
		for _, t := range s.Values("priority") {
			if got, ok := engine.Number(t); ok && got == n && s.Settles("priority") {
				at = append(at, s.Expr("priority"))
			}
		}
		for _, x := range s.Flags() {
			for _, b := range pass.Bits(x, n) {
				at = append(at, b.Expr)
			}
		}
		if len(at) == 0 {
			continue
		}
		level := engine.Warning
		if name == "ABOVE_NORMAL_PRIORITY_CLASS" || !ctx.Has(contexts.Session) {
			level = engine.Note
		}
		r := engine.Report{
			Level: level, Site: s, Why: contexts.Session,
			Message: fmt.Sprintf("%s puts this program before all other users' on a session host; leave the priority as it is", name),
		}
		if x := pass.Operand(at[0], n); x != nil {
			r.Pos, r.End = x.Pos(), x.End()
			with := pass.Sibling(x, "NORMAL_PRIORITY_CLASS")
			if with == "" {
				with = fmt.Sprintf("%#x", pass.Constant("NORMAL_PRIORITY_CLASS"))
			}
			r.Fixes = []engine.Fix{{Message: "Keep the normal priority", Edits: []engine.Edit{{Pos: x.Pos(), End: x.End(), New: with}}}}
		}
		pass.Report(r)
		return
	}
}

// tied judges a request for some of the processors.
func tied(pass *engine.Pass, s *engine.Site) {
	if kind, _ := s.Kind(winapi.Affinity); kind != "process" || !s.Settles("mask") || s.Pending() {
		return
	}
	if _, ok := s.Int("mask"); !ok {
		if process, own := s.Int("process"); !own || process != -1 {
			return // what another process had may be given back to it
		}
	}
	pass.Report(engine.Report{
		Level: engine.Warning, Site: s,
		Message: "the process is tied to some processors: on a session host the others' load cannot move away from them, nor this one's; leave the choice to Windows",
	})
}

// finest is the period of the clock, in milliseconds and in the units of NtSetTimerResolution, that is reported.
const (
	finest       = 1
	finestNative = 10_000
)

// resolved judges a request for a finer clock.
func resolved(pass *engine.Pass, s *engine.Site) {
	if kind, _ := s.Kind(winapi.TimerResolution); kind != "begin" || s.Pending() {
		return
	}
	period, ok := s.Int("period")
	most := int64(finest)
	if !ok {
		if set, known := s.Int("set"); known && set == 0 {
			return
		}
		period, ok = s.Int("resolution")
		most = finestNative
	}
	if !ok || period > most {
		return
	}
	r := engine.Report{
		Level: engine.Warning, Site: s,
		Message: "the clock is made to tick up to a thousand times a second: on a session host each session's program does so, and it costs all users processor time; keep the clock as it is",
	}
	if stmt := s.Alone(); stmt != nil {
		if f := fix.At(s.Pkg(), stmt.Pos()); f != nil {
			f.Delete(stmt)
			if edits := f.Edits(); edits != nil {
				r.Fixes = []engine.Fix{{Message: "Keep the clock as it is", Edits: edits}}
			}
		}
	}
	pass.Report(r)
}
