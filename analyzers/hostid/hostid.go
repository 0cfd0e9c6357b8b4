package hostid

import (
	_ "embed"
	"fmt"
	"go/token"

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
	Name:    "hostid",
	Doc:     doc,
	Summary: "marks of the machine, which all users of a session host share, taken for the identity of a user or a client",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/ip-addresses-and-computer-names",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.ClientID) {
		ctx := s.Contexts()
		if ctx.Has(contexts.Open) {
			continue // the importers decide: it may be a service's
		}
		u := &use{pass: pass, site: s, claim: s.Claim()}
		if kind, _ := s.Kind(winapi.ClientID); kind != "" {
			u.claim = engine.OfClient
			u.judgeConstant(ctx)
		}
		if ctx == contexts.Service && u.claim != engine.OfUser {
			continue // it stands for the machine, as services do
		}
		if s.OnceAMachine() && !ctx.Has(contexts.Session) && u.claim != engine.OfUser && u.claim != engine.OfLicence {
			continue // one on each machine, which its marks tell apart
		}
		u.judge()
	}
}

// A use is a place that takes a value for somebody's identity.
type use struct {
	pass  *engine.Pass
	site  *engine.Site
	claim engine.Claim
}

// maxConstants is how many constants may stand in for a mark that cannot be read. A value of more is an element of a
// container, which may be any other.
const maxConstants = 2

// judge reports a mark of the machine that nothing is added to which tells its users or sessions apart.
func (u *use) judge() {
	var found names.Segment
	constants := 0
	for _, t := range u.site.Values("id") {
		if text, ok := t.Known(); ok && text != "" {
			if constants++; constants > maxConstants {
				return
			}
		}
		switch {
		case t.Has(names.User, names.Session):
			return // where they are known; the machine only where they are not
		case found.Kind == 0 && t.Has(names.Random, names.Process) && len(t) == 1:
			return // the same
		}
		if m, ok := mark(t); ok && (found.Kind == 0 || first(m) < first(found)) {
			found = m
		}
	}
	if found.Kind == 0 {
		return
	}
	what := marks[found.Text]
	if found.Digest {
		what = "a digest of " + what
	}
	pos, end := found.Source()
	r := engine.Report{Level: engine.Warning, Site: u.site, Pos: pos, End: end, Why: u.site.Contexts(), Fixes: u.fixes()}
	if pos.IsValid() {
		r.Path = []engine.Step{{Pos: u.site.Pos(), Message: "taken for it at " + u.pass.Where(u.site.Pos())}}
	}
	r.Message = fmt.Sprintf("%s is taken for %s, and all users of an RD Session Host share it: %s", what, u.taken(), advice[u.claim])
	u.pass.Report(r)
}

// first orders marks by where the program reads them.
func first(m names.Segment) token.Pos {
	pos, _ := m.Source()
	return pos
}

// judgeConstant reports an id that is the same wherever the program runs.
func (u *use) judgeConstant(ctx contexts.Set) {
	if !ctx.Has(contexts.Session) {
		return
	}
	for _, t := range u.site.Values("id") {
		id, ok := t.Known()
		if !ok || id == "" || u.site.Chosen("id", unknown) {
			continue
		}
		pos, end := u.site.TextAt(t)
		if x := u.site.Expr("id"); x != nil && !pos.IsValid() {
			pos, end = x.Pos(), x.End()
		}
		u.pass.Report(engine.Report{
			Level: engine.Warning, Site: u.site, Pos: pos, End: end, Why: ctx, Fixes: u.fixes(),
			Message: fmt.Sprintf(`client id "%s" is the same in all sessions, and the server admits it once: the second session's client ends the first one's connection; add the session id or a random part`, id),
		})
	}
}

func unknown(t names.Text) bool { _, ok := t.Known(); return !ok }

// mark returns the mark of the machine that a text is, with constant parts at most.
func mark(t names.Text) (names.Segment, bool) {
	var found names.Segment
	for _, s := range t {
		switch s.Kind {
		case names.Host:
			if found.Kind != names.Host {
				found = s
			}
		case names.Known, names.Nil:
		default:
			return found, false // it adds something, or waits for a caller
		}
	}
	return found, found.Kind == names.Host
}

var marks = map[string]string{
	"name": "the computer's name", "address": "the computer's address", "mac": "a MAC address", "guid": "the machine's id",
	"serial": "a serial number of the machine",
}

var advice = map[engine.Claim]string{
	engine.OfClient:   "two of them are one client to the server; add the session id for a connection, or keep a random id in the user's profile",
	engine.OfInstance: "their instances are taken for one; add the session id, or make the id at random",
	engine.OfSession:  "their sessions are taken for one; add the session id, or make the id at random",
	engine.OfPeer:     "two of them are one peer to the others; add the session id, or keep a random id in the user's profile",
	engine.OfDevice:   "what one of them signs in to or registers becomes another's; add the user's SID, or keep a random id in the user's profile",
	engine.OfUser:     "they become one user; use the user's SID",
	engine.OfLicence:  "one user's licence counts for all of them, or locks the others out; bind it to the user's SID, or to a random id kept in the user's profile",
	engine.OfOwner:    "what belongs to one session looks like another's own; add the session id while it runs, and the user's SID to what is stored",
}

// taken names what the mark is taken for.
func (u *use) taken() string {
	name := u.site.Named()
	switch {
	case u.claim == engine.OfOwner:
		return fmt.Sprintf("the owner's identity and compared with %s to decide what is its own", name)
	case name == "":
		return "a client's identity at a server that admits each id once"
	}
	article := "a"
	if u.claim == engine.OfInstance {
		article = "an"
	}
	return fmt.Sprintf(`%s %s's identity ("%s")`, article, u.claim, name)
}

// fixes returns the fix that tells sessions apart where the id lives as long as they do, and users where it is stored.
func (u *use) fixes() []engine.Fix {
	end, ok := u.pass.EndOf(u.site, "id")
	if !ok {
		return nil
	}
	switch u.claim {
	case engine.OfClient, engine.OfInstance, engine.OfSession, engine.OfPeer:
		if edits := fix.AppendSession(end); edits != nil {
			return []engine.Fix{{Message: "Append the session id", Edits: edits}}
		}
	case engine.OfDevice, engine.OfUser, engine.OfLicence:
		if edits := fix.AppendUser(end); edits != nil {
			return []engine.Fix{{Message: "Append the user's SID", Edits: edits}}
		}
	}
	return nil
}
