package loopbackport

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/summary"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "loopbackport",
	Doc:     doc,
	Summary: "fixed ports of programs that every session runs",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.Listen, winapi.Dial) {
		ctx := s.Contexts()
		if s.Unix() || ctx.Has(contexts.Open) || ctx == contexts.Service {
			continue // the importers decide; or it is a service's well-known port
		}
		said := map[string]bool{}
		for _, t := range s.Values("addr") {
			e, ok := engine.EndpointOf(t)
			if t.Open() || t.Null() || !ok || !e.Possible() || said[e.Port.String()] {
				continue
			}
			said[e.Port.String()] = true // whatever the host
			p := &place{pass: pass, site: s, text: t, endpoint: e}
			p.port, p.fixed = e.Fixed()
			if _, dial := s.Kind(winapi.Dial); dial {
				p.judgeDial()
			} else {
				p.judgeListen()
			}
		}
	}
}

// A place is one possible address of a site that listens or dials.
type place struct {
	pass     *engine.Pass
	site     *engine.Site
	text     names.Text
	endpoint engine.Endpoint
	port     string
	fixed    bool // the port is the same for everybody, unless somebody sets another
}

// judgeListen reports a port that the program takes.
func (p *place) judgeListen() {
	l := p.site.Listener()
	if l.Idle() && (l.Closes || l.Defers && !p.site.InMain()) {
		return // a probe
	}
	session := p.site.Contexts().Has(contexts.Session)
	if p.fixed && !p.chosen() {
		if _, ok := p.pass.Mismatch(p.site, engine.PerMachine); ok {
			return // pipename's
		}
	}
	switch {
	case p.guards(l):
		p.report(engine.Warning, "is taken to find out whether the program runs already: all sessions share the machine's ports, so a second user's instance ends because of the first one's; use a mutex in the session's own namespace (Local\\)", false)
	case !p.fixed:
		return // port 0, the session's own, or the administrator's
	case (session || p.endpoint.Loopback()) && p.site.Callback():
		p.report(engine.Note, "waits for a browser at a fixed port, and all sessions share the machine's ports: while one user signs in another cannot, or gets the answer; listen on port 0 where the provider allows it", session)
	case !session && (l.Serves != "" || l.Escapes || !p.endpoint.Loopback()):
		return // a server, not a user's program
	case p.site.InTurn() && len(p.site.Values("addr")) > 1:
		p.report(engine.Note, "is one of several ports that are tried in turn: all sessions share them, so a client may meet another user's program; listen on port 0 and tell the clients which it is", false)
	case p.chosen():
		p.report(engine.Note, "is a fixed port unless another is chosen, and all sessions share the machine's ports: by default only the first user's program gets it", false)
	case session:
		p.report(engine.Warning, "is a fixed port, and all sessions share the machine's ports: only the first user's program gets it, and the other users reach that one; listen on port 0 and tell the clients which it is", true)
	default:
		p.report(engine.Note, "is a fixed port, and all sessions share the machine's ports: where users run this program only the first one's gets it; listen on port 0 and tell the clients which it is", true)
	}
}

// guards reports whether the port decides that the program runs only once. A port that is nobody else's does not.
func (p *place) guards(l engine.Listener) bool {
	if !p.fixed {
		if reach := engine.ReachOf(p.endpoint.Port); reach != engine.Private || p.endpoint.Port.Has(names.Session, names.Process, names.Random) {
			return false
		}
	}
	return p.site.Guards() || p.fixed && l.Idle()
}

// judgeDial reports a port that the program dials to find itself running. Where a lock tells that, the dial only has the other
// instance do something.
func (p *place) judgeDial() {
	if lock, _ := p.pass.Mismatch(p.site, engine.PerMachine); lock.Site != nil {
		return
	}
	if p.fixed && p.endpoint.Loopback() && p.site.Outcome == summary.OutcomeEnds && p.listens() && !p.several() {
		p.report(engine.Warning, "is dialled to find out whether the program runs already: all sessions share the machine's ports, so a second user's instance meets the first one's and ends; use a mutex in the session's own namespace (Local\\)", false)
	}
}

// listens reports whether the program that dials the port also listens on it, and no service: who dials a service's port
// looks for the service, which is one for the machine.
func (p *place) listens() bool {
	own := func(s *engine.Site) bool {
		return s.Datagrams() == p.site.Datagrams() && (s.Pkg() == p.site.Pkg() || p.pass.Together(p.site, s))
	}
	service := func(s *engine.Site) bool { return s.Contexts().Has(contexts.Service) }
	return p.used(winapi.Listen, own) && !service(p.site) && !p.used(winapi.Listen, service)
}

// several reports whether the site dials one of several ports that is picked: a table of them is of other programs.
func (p *place) several() bool {
	return !p.site.InTurn() && slices.ContainsFunc(p.site.Values("addr"), func(t names.Text) bool {
		e, ok := engine.EndpointOf(t)
		port, fixed := e.Fixed()
		return ok && fixed && port != p.port
	})
}

// dialled reports whether the module dials the port.
func (p *place) dialled() bool {
	return p.used(winapi.Dial, func(*engine.Site) bool { return true })
}

func (p *place) used(class winapi.Class, by func(*engine.Site) bool) bool {
	return slices.ContainsFunc(p.pass.Everywhere(class), func(s *engine.Site) bool {
		return by(s) && slices.ContainsFunc(s.Values("addr"), func(t names.Text) bool {
			e, ok := engine.EndpointOf(t)
			port, fixed := e.Fixed()
			return ok && fixed && port == p.port
		})
	})
}

// chosen reports whether the port is only a default: a setting, or what is used where nothing else is given or another
// cannot be had.
func (p *place) chosen() bool {
	other := func(t names.Text) bool {
		e, ok := engine.EndpointOf(t)
		_, fixed := e.Fixed()
		return !ok || !fixed
	}
	return p.site.Chosen("addr", other) || slices.ContainsFunc(p.site.Others(), func(s *engine.Site) bool {
		return slices.ContainsFunc(s.Values("addr"), other)
	})
}

func (p *place) report(l engine.Level, what string, fix bool) {
	pos, end := p.site.TextAt(p.text)
	if x := p.site.Expr("addr"); x != nil && !pos.IsValid() {
		pos, end = x.Pos(), x.End()
	}
	r := engine.Report{
		Level: l, Site: p.site, Pos: pos, End: end, Why: p.site.Contexts(),
		Message: p.name() + " " + what,
	}
	if edits := p.zero(); fix && edits != nil {
		r.Fixes = []engine.Fix{{Message: "Listen on port 0", Edits: edits}}
	}
	p.pass.Report(r)
}

// name returns the address as messages show it, as far as anything of it is known.
func (p *place) name() string {
	for _, seg := range slices.Concat(p.endpoint.Host, p.endpoint.Port) {
		if seg.Kind != names.Unknown {
			return fmt.Sprintf(`address "%s"`, p.text)
		}
	}
	return "the address"
}

// zero returns the edits that let Windows choose the port; nil where the module dials it.
func (p *place) zero() []engine.Edit {
	if p.endpoint.Host.Has(names.Config) || p.dialled() {
		return nil
	}
	host, ok := p.endpoint.Host.Known()
	if !ok {
		return nil
	}
	return p.pass.Rewrite(p.site, "addr", p.text, host+":0")
}
