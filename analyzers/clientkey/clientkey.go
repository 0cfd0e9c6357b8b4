package clientkey

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "clientkey",
	Doc:     doc,
	Summary: "clients told apart by the address or name of their computer, which all users of a session host share",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.Keyed, winapi.Counter, winapi.Equal) {
		if _, ok := s.Kind(winapi.Equal); ok {
			compared(pass, s)
		} else if kind, _ := s.Kind(winapi.Keyed); kind == "search" {
			searched(pass, s)
		} else {
			kept(pass, s)
		}
	}
}

// kept judges what is stored or looked up under a key.
func kept(pass *engine.Pass, s *engine.Site) {
	if s.Subject() == "" {
		return
	}
	if m, ok := mark(s, "key"); ok {
		report(pass, s, s.Subject(), m, "key", fmt.Sprintf("%s the key under which a client is kept", m.what))
	}
}

// searched judges the search for a mark in a list of marks.
func searched(pass *engine.Pass, s *engine.Site) {
	if _, ok := mark(s, "store"); !ok || s.Subject() == "" {
		return
	}
	if m, ok := mark(s, "key"); ok {
		report(pass, s, s.Subject(), m, "key", fmt.Sprintf("%s what a client is searched by", m.what))
	}
}

// compared judges a comparison of the marks of two clients.
func compared(pass *engine.Pass, s *engine.Site) {
	a, ok := mark(s, "a")
	if !ok {
		return
	}
	b, ok := mark(s, "b")
	if !ok || a.kind() != b.kind() {
		return // what a proxy says is compared with what the connection says: both of one client
	}
	report(pass, s, engine.Client, a, "", fmt.Sprintf("%s what decides here whether two clients are the same", a.what))
}

// A sign is what clients are told apart by.
type sign struct {
	names.Segment
	what  string // the subject of a message
	whose string // who shares it
}

// kind returns what a sign can be compared with.
func (m sign) kind() string {
	if m.Segment.Kind == names.Pipe {
		return "pipe"
	}
	return m.Text
}

// mark returns the sign that the value in a role is, if it is nothing but what the users of a session host share.
func mark(s *engine.Site, role winapi.Role) (sign, bool) {
next:
	for _, text := range s.Values(role) {
		if text.Open() || text.Soft() && s.Followed() {
			continue
		}
		var found names.Segment
		for _, seg := range text {
			switch seg.Kind {
			case names.Address:
				if seg.Port {
					continue next
				}
				found = seg
			case names.Pipe:
				found = seg
			case names.Known:
				if seg.Given {
					continue next // the function takes it for something that differs
				}
				if strings.HasSuffix(seg.Text, "://") || found.Kind == names.Address && port.MatchString(seg.Text) {
					continue next // it says where the program connects to
				}
			case names.Nil, names.Config, names.Host, names.Path:
			default:
				continue next // it adds who the client is, or something that cannot be seen
			}
		}
		if found.Kind == names.Address && !s.Repeats(role) || found.Kind == names.Pipe {
			return describe(found), true
		}
	}
	return sign{}, false
}

// port matches a port behind a host, or the colon where the port is no part of the text.
var port = regexp.MustCompile(`^:(\d|$)`)

func describe(seg names.Segment) sign {
	m := sign{Segment: seg, whose: "all users of one RD Session Host share it"}
	switch {
	case seg.Kind == names.Pipe && seg.Text == names.Socket:
		m.what, m.whose = "the remote address of a unix socket is", "it is the same for all clients"
	case seg.Kind == names.Pipe:
		m.what, m.whose = "the remote address of a named pipe, its own name, is", "it is the same for all clients"
	case seg.Text == names.Name:
		m.what = "the name of the remote computer is"
	case seg.Text == names.Origin:
		m.what, m.whose = "the origin of a websocket's page, which its remote address is here, is", "it is the same for all users of the page"
	default:
		m.what = "the remote address without its port is"
	}
	if seg.Digest {
		m.what = "a digest of " + m.what
	}
	return m
}

// report reports a use of a sign. Counters, ban lists and groups are worth a note: all users of a host count as one.
func report(pass *engine.Pass, s *engine.Site, subject engine.Subject, m sign, key winapi.Role, what string) {
	level, harm := engine.Warning, "and one of them takes the place of another"
	switch subject {
	case engine.Client:
	case engine.Group:
		level, harm = engine.Note, "and they are taken together"
		what = m.what + " what clients are kept together by"
	default:
		level, harm = engine.Note, "and they count as one"
		what = m.what + " what is counted or kept out here"
	}
	var fixes []engine.Fix
	advice := "tell clients apart by a user, session or client id"
	if m.Segment.Kind == names.Address && m.Text == "" && level == engine.Warning {
		advice = "use the full remote address, or a user, session or client id"
		if edits := pass.FullAddress(s, key, m.Segment); edits != nil {
			fixes = []engine.Fix{{Message: "Key by the full remote address", Edits: edits}}
		}
	}
	pass.Report(engine.Report{
		Level: level, Site: s, Sink: true, Fixes: fixes,
		Message: fmt.Sprintf("%s; %s, %s; %s", what, m.whose, harm, advice),
	})
}
