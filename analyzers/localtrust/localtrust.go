package localtrust

import (
	_ "embed"
	"fmt"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/sddl"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "localtrust",
	Doc:     doc,
	Summary: "rights given to a client because it runs on the same machine",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/client-server-application-guidelines",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, t := range pass.Trusts() {
		trusted(pass, t)
	}
	for _, p := range pass.Passwords() {
		pass.Report(engine.Report{
			Level: engine.Note, Site: p.Site, Pos: p.Pos, End: p.End,
			Message: "the password of a server on the loopback address is a constant: every user of a session host reaches the server and can read the password in the program; make a random one for each session",
		})
	}
	for _, s := range pass.Sites(winapi.CreatePipe) {
		for _, text := range s.Values("descriptor") {
			if !text.Open() && !s.Pending() {
				served(pass, s, text)
			}
		}
	}
}

// trusted judges what a program lets a local peer do.
func trusted(pass *engine.Pass, t *engine.Trust) {
	const all = "all users of a session host connect from the same machine"
	peer := "a peer at the loopback address"
	if t.Own {
		peer = "a peer at one of the machine's own addresses"
	}
	var message string
	level := engine.Warning
	switch t.Kind {
	case engine.Skips:
		message = peer + " is let in without the credentials that others have to show: " + all + ", so any of them gets in"
	case engine.Promotes:
		message = peer + " gets rights, or becomes a user, that others do not: " + all + ", so any of them gets those"
	default:
		if !t.Site.Contexts().Has(contexts.Session) {
			return // it only turns others away
		}
		level = engine.Note
		message = "any peer on the machine may use this in the user's program: " + all + ", so others can make it act for this one"
	}
	pass.Report(engine.Report{
		Level: level, Site: t.Site, Why: t.Site.Contexts(), Path: t.Path,
		Message: message + "; ask for a secret that only this user's session can read",
	})
}

// served judges a pipe by its security descriptor, one of the possible ones.
func served(pass *engine.Pass, s *engine.Site, text names.Text) {
	dacl, ok := sddl.Parse(readable(text))
	if !ok {
		return // it has no list of its own: the default lets others read only
	}
	ace, who, ok := dacl.Writers()
	if dacl.Null {
		who, ok = "everybody: its descriptor has no DACL", true
	}
	if !ok || s.Identified() {
		return
	}
	ctx := s.Contexts()
	r := engine.Report{Level: engine.Note, Site: s, Why: ctx}
	r.Pos, r.End = s.TextAt(text)
	if x := s.Expr("descriptor"); x != nil && !r.Pos.IsValid() {
		r.Pos, r.End = x.Pos(), x.End()
	}
	r.Message = fmt.Sprintf("the pipe is open for writing to %s, and nobody asks who a client is: a program of any session may send it commands; ask GetNamedPipeClientSessionId, or impersonate the client", who)
	switch {
	case ctx.Has(contexts.Open):
		return // the importers decide whose pipe it is
	case ctx.Has(contexts.Session):
		r.Level = engine.Warning
		r.Message = fmt.Sprintf("this pipe of a user's program is open for writing to %s: any other user of the host may command the program; let only its owner in (OW)", who)
		if known, ok := text.Known(); ok && !dacl.Null {
			fixed := known[:ace.Offset] + "OW" + known[ace.Offset+len(ace.Trustee):]
			if edits := pass.Rewrite(s, "descriptor", text, fixed); edits != nil {
				r.Fixes = []engine.Fix{{Message: "Let only the owner in", Edits: edits}}
			}
		}
	}
	pass.Report(r)
}

// readable returns a descriptor with a mark that is nobody's name in the place of what is not known.
func readable(text names.Text) string {
	out := ""
	for _, s := range text {
		switch s.Kind {
		case names.Known:
			out += s.Text
		default:
			out += "\x00"
		}
	}
	return out
}
