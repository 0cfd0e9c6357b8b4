package oneclient

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/fix"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "oneclient",
	Doc:     doc,
	Summary: "servers that serve one client at a time, or one of each computer",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.Accept) {
		if !s.InTest() {
			accepted(pass, s)
		}
	}
	for _, s := range pass.Sites(winapi.Keyed) {
		if s.SameHost("key") && !s.InTest() {
			evicted(pass, s)
		}
	}
}

// accepted judges a place that accepts connections.
func accepted(pass *engine.Pass, s *engine.Site) {
	v := s.Service()
	if v.Wait == engine.NoWait || v.Many {
		return
	}
	origins := s.Origins()
	switch {
	case slices.ContainsFunc(origins, onePeer):
		return
	case !v.Loop && (v.Wait != engine.Hangup || len(origins) == 0 || !wellKnown(origins) || !s.Known() || s.Callback() || s.Dials()):
		return // it waits for one client that it knows
	case s.Callback() && v.Wait == engine.Request:
		return
	}
	const each = "; serve each connection in a goroutine of its own"
	message := "the next connection is accepted only when this client has hung up: while one user's program is connected, all others' on a session host wait" + each
	switch {
	case !v.Loop:
		message = "one connection is accepted here and no other: on a session host only the first user's program is served; accept in a loop" + each
	case v.Queue.IsValid():
		message = "accepted connections are queued for one reader, which serves each until its client hangs up: while one user's program is connected, all others' on a session host wait" + each
	case v.Wait == engine.Request:
		message = "the next connection is accepted only when this client has sent its request, and no deadline is set: one user's program that says nothing keeps all others on a session host waiting" + each
	}
	r := engine.Report{Level: engine.Warning, Site: s, Message: message, Path: v.Path}
	if edits := fix.Spawn(v); edits != nil && !slices.ContainsFunc(origins, oneInstance) {
		r.Fixes = []engine.Fix{{Message: "Serve each connection in a goroutine of its own", Edits: edits}}
	}
	pass.Report(r)
}

// onePeer reports whether only one client can know of what a site listens on: a virtual machine, or who was told a name
// made for it.
func onePeer(s *engine.Site) bool {
	if kind, _ := s.Kind(winapi.Listen); kind == "hvsock" {
		return true
	}
	return slices.ContainsFunc(append(slices.Clip(s.Values("name")), s.Values("addr")...), func(t names.Text) bool {
		return t.Has(names.Random, names.Process)
	}) || slices.ContainsFunc(s.Values("name"), ofOne)
}

// ofOne reports whether a pipe's name is one of its kind, with a part that is not known: the id of what it belongs to. So is
// one of which nothing is known: who starts the program has made it up.
func ofOne(t names.Text) bool {
	kind, id := false, false
	for _, seg := range t {
		switch {
		case seg.Kind == names.Known:
			kind = kind || !strings.HasSuffix(strings.ToLower(seg.Text), `pipe\`)
		case seg.Kind == names.Unknown, seg.Kind == names.Config && seg.Text == "":
			id = true
		}
	}
	return id && (kind || len(t) == 1)
}

// oneInstance reports whether a pipe has room for one client only.
func oneInstance(s *engine.Site) bool {
	n, ok := s.Int("max_instances")
	return ok && n == 1
}

// wellKnown reports whether what sites listen on can be found by whoever wants to be served.
func wellKnown(origins []*engine.Site) bool {
	return !slices.ContainsFunc(origins, func(s *engine.Site) bool {
		role := winapi.Role("addr")
		if _, pipe := s.Kind(winapi.CreatePipe); pipe {
			role = "name"
		}
		return len(s.Values(role)) == 0 || slices.ContainsFunc(s.Values(role), func(t names.Text) bool {
			if e, ok := engine.EndpointOf(t); ok && role == "addr" && !s.Unix() {
				_, fixed := e.Fixed()
				return !fixed
			}
			return engine.ReachOf(t) == engine.Private
		})
	})
}

// evicted judges a lookup of what is kept of a remote computer.
func evicted(pass *engine.Pass, s *engine.Site) {
	end := s.Evicts()
	if end == nil {
		return
	}
	pass.Report(engine.Report{
		Level: engine.Warning, Site: s, Pos: end.Pos(), End: end.End(),
		Message: "a connection from the same address ends the earlier one: all users of a session host share its address, so each throws the one before out; keep several connections of one address, told apart by a user, session or client id",
	})
}
