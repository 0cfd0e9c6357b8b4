package pipename

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
	Name:    "pipename",
	Doc:     doc,
	Summary: "pipe and socket servers whose name several sessions share",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.CreatePipe, winapi.Listen) {
		for _, c := range channels(pass, s) {
			switch ctx := s.Contexts(); {
			case ctx.Has(contexts.Open):
				// The importers decide: it may be a service's.
			case ctx == contexts.Service:
				c.judgeInstances()
			case ctx.Unknown() && c.ofService():
				// The service's program at a console: what it serves there stands in for the service.
			case !c.judgeScope():
				c.judgeName()
			}
		}
	}
}

// A channel is a server under one of its possible names.
type channel struct {
	pass  *engine.Pass
	site  *engine.Site
	role  winapi.Role
	what  string // pipe, mailslot, socket, port
	text  names.Text
	lead  int // the segments that any pipe's name begins with
	reach engine.Reach
}

func channels(pass *engine.Pass, s *engine.Site) []channel {
	var out []channel
	add := func(role winapi.Role, what string, of func(names.Text) engine.Reach) {
		for _, t := range s.Values(role) {
			if len(t) > 0 && !t.Open() && !t.Null() {
				if reach := of(t); reach != engine.Private {
					c := channel{pass: pass, site: s, role: role, what: what, text: t, reach: reach}
					if len(t) > 1 && strings.HasSuffix(t[0].Text, `\`) {
						c.lead = 1
					}
					out = append(out, c)
				}
			}
		}
	}
	switch kind, pipe := s.Kind(winapi.CreatePipe); {
	case kind == "mailslot":
		add("name", "mailslot", pipeReach)
	case pipe:
		add("name", "named pipe", pipeReach)
	case s.Unix():
		add("addr", "unix socket", socketReach)
	default:
		add("addr", "port", portReach)
	}
	return out
}

// judgeScope reports a channel that reaches farther, or less far, than the lock that keeps its program single.
func (c *channel) judgeScope() bool {
	if c.chosen() {
		return false
	}
	l, ok := c.pass.Mismatch(c.site, c.reach)
	if !ok {
		return false
	}
	c.report(engine.Error, fmt.Sprintf("is %s, but the %s that keeps the program single is %s: the scopes do not match, so that %s; let both be the session's own",
		whose[c.reach], l.What, whose[l.Reach], mismatch(l.Reach, c.reach)),
		engine.Step{Pos: l.Site.Pos(), Message: "the " + l.What + " at " + c.pass.Where(l.Site.Pos())})
	return true
}

var whose = map[engine.Reach]string{
	engine.PerSession: "the session's own", engine.PerUser: "one for all sessions of the user", engine.PerMachine: "one for the whole machine",
}

func mismatch(lock, channel engine.Reach) string {
	if lock < channel {
		return "a second instance starts and meets the first one's server"
	}
	return "the second session's instance does not start though nothing is in its way"
}

// judgeName reports a name that several sessions share.
func (c *channel) judgeName() {
	level := engine.Warning
	switch {
	case c.what == "port" || c.reach == engine.PerSession:
		return
	case c.chosen():
		level = engine.Note
	}
	if c.reach == engine.PerUser {
		c.report(level, "is told apart by the user but not by the session: the server of one user's second session fails, or its client talks to the first one's; add the session id to the name")
		return
	}
	c.report(level, "is one for the whole machine: only the first session's server gets it, the next one's fails with ERROR_ACCESS_DENIED or its client talks to another user's process; add the session id to the name")
}

// chosen reports whether the name is only a default: a setting, or what is used where nothing else is given.
func (c *channel) chosen() bool {
	return c.site.Chosen(c.role, func(t names.Text) bool {
		return engine.ReachOf(t) < min(c.reach, engine.PerUser)
	})
}

// judgeInstances reports a service's pipe that serves one client of one session at a time.
func (c *channel) judgeInstances() {
	if n, ok := c.site.Int("max_instances"); !ok || n != 1 || c.reach < engine.PerUser || !c.public() {
		return
	}
	var pos, end token.Pos
	if x := c.site.Expr("max_instances"); x != nil {
		pos, end = x.Pos(), x.End()
	}
	c.pass.Report(engine.Report{
		Level: engine.Warning, Site: c.site, Pos: pos, End: end, Why: contexts.Service,
		Message: fmt.Sprintf(`%s "%s" has one instance for the clients of all sessions: while one of them is connected the others get ERROR_PIPE_BUSY; allow PIPE_UNLIMITED_INSTANCES and serve each in a goroutine of its own`, c.what, c.text),
	})
}

// public reports whether clients in sessions can be expected: the pipe's own descriptor lets them in, or they are seen.
func (c *channel) public() bool {
	if slices.ContainsFunc(c.site.Values("attrs"), func(t names.Text) bool { return !t.Null() }) {
		return true
	}
	return slices.ContainsFunc(c.users(), func(s *engine.Site) bool { return s.Contexts() != contexts.Service })
}

// ofService reports whether service code serves the same name.
func (c *channel) ofService() bool {
	return slices.ContainsFunc(c.users(), func(s *engine.Site) bool {
		return s.Contexts() == contexts.Service && (s.Fact.Has(winapi.CreatePipe) || s.Fact.Has(winapi.Listen))
	})
}

func (c *channel) report(l engine.Level, what string, path ...engine.Step) {
	pos, end := c.site.TextAt(c.text[c.lead:])
	if !pos.IsValid() {
		pos, end = c.site.TextAt(c.text)
	}
	c.pass.Report(engine.Report{
		Level: l, Site: c.site, Pos: pos, End: end, Why: c.site.Contexts(), Path: path, Fixes: c.fixes(),
		Message: fmt.Sprintf(`%s "%s" %s`, c.what, c.text, what),
	})
}
