package sessionchange

import (
	_ "embed"
	"fmt"
	"regexp"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "sessionchange",
	Doc:     doc,
	Summary: "services that keep something of each session but do not hear when sessions come and go",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/monitoring-session-connections-and-disconnections",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.NotifySession) {
		accepted(pass, s)
	}
	for _, s := range pass.Sites(winapi.SessionState, winapi.UseSession) {
		unheard(pass, s)
	}
	for _, s := range pass.Sites(winapi.CreateObject, winapi.OpenObject) {
		event(pass, s)
	}
	for _, p := range pass.Polls() {
		polled(pass, p)
	}
}

// accepted judges the controls that a service accepts.
func accepted(pass *engine.Pass, s *engine.Site) {
	a, ok := s.Accepted()
	if !ok || !s.Contexts().Has(contexts.Service) {
		return
	}
	r := engine.Report{Level: engine.Warning, Site: s, Pos: a.Expr.Pos(), End: a.Expr.End(), Why: contexts.Service}
	if a.Sessions {
		if pass.HandlesSessions(s) {
			return
		}
		r.Message = "the service accepts session changes but has no case for svc.SessionChange, so that it does not notice who logs on or off; add the case"
	} else {
		work := work(pass, s)
		if work == nil || pass.HearsSessions(s) || accepts(pass, s) {
			return
		}
		r.Message = "the service " + does(work) + " but does not accept session changes, so that it misses who logs on and off later; " +
			"add svc.AcceptSessionChange and a case for svc.SessionChange"
		r.Path = []engine.Step{{Pos: work.Pos(), Message: does(work)}}
	}
	r.Fixes = fixes(pass, s, a)
	pass.Report(r)
}

// does says what a service does for each session.
func does(work *engine.Site) string {
	switch {
	case !work.Fact.Has(winapi.SessionState):
		return "starts a helper in a session when it starts itself"
	case work.PerUser():
		return "keeps something of each user"
	}
	return "keeps something of each session"
}

// work returns what the service of the site does for each session, or nil.
func work(pass *engine.Pass, s *engine.Site) *engine.Site {
	for _, w := range pass.PerSession() {
		if pass.Together(s, w) {
			return w
		}
	}
	return nil
}

// accepts reports whether the service of the site accepts session changes in another state.
func accepts(pass *engine.Pass, s *engine.Site) bool {
	for _, t := range pass.Everywhere(winapi.NotifySession) {
		if a, ok := t.Accepted(); (a.Sessions || !ok && t.Expr("value") != nil && !zero(t)) && pass.Together(s, t) {
			return true
		}
	}
	return false
}

func zero(s *engine.Site) bool { n, ok := s.Int("value"); return ok && n == 0 }

// unheard judges work per session in a service whose library keeps session changes to itself.
func unheard(pass *engine.Pass, s *engine.Site) {
	var library *engine.Site
	for _, e := range pass.Everywhere(winapi.Entry) {
		if pass.Hides(e) && pass.Together(s, e) {
			library = e
		}
	}
	if library == nil || pass.HearsSessions(s) {
		return
	}
	for _, w := range pass.PerSession() {
		if w != s {
			continue
		}
		pass.Report(engine.Report{
			Level: engine.Warning, Site: s, Why: contexts.Service,
			Message: fmt.Sprintf("the service %s but misses who logs on and off later, for %s accepts the controls and cannot pass session changes on; "+
				"start the service with svc.Run, or register a window with WTSRegisterSessionNotification", does(s), library.Name()),
		})
	}
}

// old matches the names of the events by which add-ins were told of session changes before Windows Server 2008.
var old = regexp.MustCompile(`^Global\\(.+)-(?:\d+|<[a-z ]+>)-(Reconnect|Disconnect)$`)

// event judges the name of an event.
func event(pass *engine.Pass, s *engine.Site) {
	kind, create := s.Kind(winapi.CreateObject)
	if !create {
		kind, _ = s.Kind(winapi.OpenObject)
	}
	if kind != "event" {
		return
	}
	for _, t := range s.Values("name") {
		m := old.FindStringSubmatch(t.String())
		if m == nil || t[0].Kind != names.Known || t.Open() {
			continue
		}
		pos, end := s.TextAt(t)
		name := m[1] + "-" + m[2]
		var found []engine.Fix
		if edits := pass.Overwrite(s, "name", name); edits != nil {
			found = []engine.Fix{{Message: "Use the session's own event", Edits: edits}}
		}
		pass.Report(engine.Report{
			Level: engine.Warning, Site: s, Pos: pos, End: end, Fixes: found,
			Message: fmt.Sprintf(`event "%s" is the form from before Windows Server 2008, which code in any session can open and signal; use "%s" in the session's own namespace`, t, name),
		})
	}
}

// polled judges a loop that asks for the sessions on a timer.
func polled(pass *engine.Pass, p engine.Poll) {
	if pass.HearsSessions(p.Site) || pass.HandlesSessions(p.Site) || !p.Runs(contexts.Service) {
		return
	}
	pass.Report(engine.Report{
		Level: engine.Note, Site: p.Site, Pos: p.Wait.Pos(), End: p.Wait.End(),
		Path: []engine.Step{{Pos: p.Site.Pos(), Message: "lists the sessions with " + p.Site.Name()}},
		Message: "the sessions are listed again and again on a timer, which notices late who logs on or off and takes time on a host with many sessions; " +
			"accept session changes (svc.AcceptSessionChange) and list the sessions once",
	})
}

// fixes returns the fix that accepts session changes, where the service does not yet, and gives them a case.
func fixes(pass *engine.Pass, s *engine.Site, a engine.Accepted) []engine.Fix {
	d, ok := s.Dispatch()
	if !ok || pass.HandlesSessions(s) || pass.FileOf(d.End) != pass.FileOf(a.Expr.Pos()) {
		return nil
	}
	var edits []engine.Edit
	message := "Add a case for session changes"
	if !a.Sessions {
		message = "Accept session changes, and add a case for them"
		edits = append(edits, engine.Edit{Pos: a.Expr.End(), End: a.Expr.End(), New: " | " + d.Package + "AcceptSessionChange"})
	}
	edits = append(edits, engine.Edit{Pos: d.End, End: d.End, New: fmt.Sprintf("case %[1]sSessionChange:\n"+
		"%[3]s\t// %[2]s.EventType is a WTS_SESSION_* code, and %[2]s.EventData the address of a WTSSESSION_NOTIFICATION.\n%[3]s",
		d.Package, d.Request, d.Margin)})
	return []engine.Fix{{Message: message, Edits: edits}}
}
