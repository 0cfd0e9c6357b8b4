package sessionid

import (
	_ "embed"
	"fmt"
	"go/token"
	"slices"
	"strings"

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
	Name:    "sessionid",
	Doc:     doc,
	Summary: "the console's session, or whichever comes first, taken for the user's",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.UseSession, winapi.ConsoleSession, winapi.StartProcess, winapi.SetToken) {
		for _, u := range uses(pass, s) {
			u.judge()
		}
		constant(pass, s)
	}
	for _, s := range pass.Sites(winapi.SessionState) {
		perUser(pass, s)
	}
	for _, k := range pass.Kept() {
		kept(pass, k)
	}
}

// perUser reports helpers that are kept by their user.
func perUser(pass *engine.Pass, s *engine.Site) {
	if !s.PerUser() || !s.Contexts().Has(contexts.Service) {
		return
	}
	pass.Report(engine.Report{
		Level: engine.Warning, Site: s, Why: contexts.Service,
		Message: "helpers are kept by their user, who may have several sessions on a session host: the second session gets no helper, or takes the first one's; keep them by session id",
	})
}

// kept reports a session that a variable keeps for good.
func kept(pass *engine.Pass, k engine.Kept) {
	what := whose[k.Seg.Text]
	if what == "" || pass.HearsSessions(k.Site) || pass.HandlesSessions(k.Site) {
		return
	}
	pos, end := k.Seg.Source()
	pass.Report(engine.Report{
		Level: engine.Note, Site: k.Site, Pos: pos, End: end,
		Message: fmt.Sprintf("%s is kept in %s, but sessions come and go and no session change updates it; ask again, or accept session changes", what, k.Name),
	})
}

// A use is a session, as one segment says it, that the site does something in.
type use struct {
	pass *engine.Pass
	site *engine.Site
	seg  names.Segment
	kind string // of winapi.UseSession
}

// uses returns the sessions that the site may be about, or whose token it is given.
func uses(pass *engine.Pass, s *engine.Site) []use {
	var out []use
	add := func(role winapi.Role, kind string) {
		for _, t := range s.Values(role) {
			if len(t) == 1 {
				out = append(out, use{pass, s, t[0], kind})
			}
		}
	}
	switch kind, ok := s.Kind(winapi.UseSession); {
	case ok:
		add("session", kind)
	case s.Fact.Has(winapi.StartProcess):
		add("token", "process")
	case s.Fact.Has(winapi.SetToken):
		if class, ok := s.Int("class"); ok && class == pass.Constant("TokenSessionId") {
			add("value", "token")
		}
	case s.Fact.Is[winapi.ConsoleSession] == "token":
		out = append(out, use{pass, s, names.Segment{Kind: names.Session, Text: names.First}, "token"})
	}
	return out
}

// judge reports a session that is nobody's in particular.
func (u *use) judge() {
	if !u.service() || u.site.Pending() && u.seg.Kind == names.Session {
		return // of what an importer repeats the token's session was judged with the call of WTSQueryUserToken
	}
	if u.seg.Kind == names.Known && u.site.Told("session") {
		return // the wrapper says which session
	}
	if u.current() {
		u.report(engine.Error, "the session of the process itself is session 0 in a service, where no user is; take the id of the client's session")
		return
	}
	what := u.what()
	if what == "" || !slices.Contains([]string{"token", "message", "process"}, u.kind) {
		return
	}
	u.report(engine.Warning, fmt.Sprintf("%s is taken for the user's, but on a session host many users work at a time: %s reaches one who happens to be there, or nobody; "+
		"take the id of the session that asked, or do it for each active session", what, act[u.kind]))
}

var act = map[string]string{"token": "the token", "message": "the message", "process": "the process"}

// service reports whether a service runs the site. Nobody else gets a session's token.
func (u *use) service() bool {
	if ctx := u.site.Contexts(); ctx.Has(contexts.Service) {
		return true
	}
	return u.site.Fact.Has(winapi.LocalSystem)
}

// current reports whether the session is that of the process.
func (u *use) current() bool {
	if u.kind == "process" {
		return false
	}
	if n, ok := u.site.Int("session"); ok { // among other values it is the sentinel for none
		return uint32(n) == uint32(u.pass.Constant("WTS_CURRENT_SESSION"))
	}
	return u.seg.Kind == names.Session && u.seg.Text == names.Own
}

// what says whose session it is, if it is nobody's in particular.
func (u *use) what() string {
	switch u.seg.Kind {
	case names.Session:
		return whose[u.seg.Text]
	case names.Process:
		if program, ok := strings.CutPrefix(u.seg.Text, names.Picked); ok && u.pass.Shell(program) {
			return "the session of the first " + program
		}
	}
	return ""
}

var whose = map[string]string{
	names.AtConsole: "the session of the physical console",
	names.First:     "the first session that is found",
	names.OfUser:    "the first session of a user, who may have several,",
	names.Printed:   "a session that a command printed, in words that differ by language,",
}

// constant reports session 1 as a number.
func constant(pass *engine.Pass, s *engine.Site) {
	if n, ok := s.Int("session"); !ok || n != 1 || s.Fact.Has(winapi.StartProcess) || s.Told("session") {
		return
	}
	var pos, end token.Pos
	if x := s.Expr("session"); x != nil {
		pos, end = x.Pos(), x.End()
	}
	pass.Report(engine.Report{
		Level: engine.Warning, Site: s, Pos: pos, End: end,
		Message: "session 1 is the session of whoever logged on first, and gone when that user is; take the id of the session that asked, or do it for each active session",
	})
}

func (u *use) report(l engine.Level, message string) {
	pos, end := u.seg.Source()
	if x := u.site.Expr("session"); !pos.IsValid() && x != nil && u.seg.Kind == names.Known {
		pos, end = x.Pos(), x.End()
	}
	r := engine.Report{Level: l, Site: u.site, Pos: pos, End: end, Why: contexts.Service, Message: message, Fixes: u.fixes()}
	if pos.IsValid() && pos != u.site.Pos() && u.seg.Kind != names.Known {
		r.Path = []engine.Step{{Pos: u.site.Pos(), Message: "leads to " + u.site.Name()}}
	}
	u.pass.Report(r)
}
