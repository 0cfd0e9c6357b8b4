package unixid

import (
	_ "embed"
	"fmt"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/fix"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "unixid",
	Doc:     doc,
	Summary: "numbers of Unix users that are to tell users apart on Windows",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/storing-user-specific-information",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.OpenFile, winapi.CreateFile, winapi.LockFile, winapi.CreatePipe, winapi.DialPipe, winapi.Listen,
		winapi.Dial, winapi.CreateObject, winapi.OpenObject) {
		for _, u := range s.UnixNames() {
			report(pass, s, u)
		}
	}
	for _, s := range pass.UnixKeys() {
		if u, ok := s.UnixKey(); ok {
			report(pass, s, u)
		}
	}
}

func report(pass *engine.Pass, s *engine.Site, u engine.UnixName) {
	pass.Report(engine.Report{
		Level: engine.Warning, Site: s, Pos: u.Pos, End: u.End, Fixes: fixes(u),
		Message: fmt.Sprintf(`%s "%s" is to tell users apart by the number of a Unix user, which on Windows is -1 or an error for all `+
			"of them, so that they share one; use the user's SID (user.Current) for what lasts, and the session id for what ends "+
			"with the session", u.What, u.Text),
	})
}

// fixes returns the fix that puts the SID in place of the number in a path, which other systems may use as well, and the
// session id in the names that end with the session.
func fixes(u engine.UnixName) []engine.Fix {
	if u.Home == nil {
		return nil
	}
	message, edit := "Use the session id", fix.SessionForNumber
	if u.What == "path" || u.What == "socket" {
		message, edit = "Use the user's id as text, which is the SID on Windows", fix.UserForNumber
	}
	if edits := edit(u.Home, u.From, u.FromEnd); edits != nil {
		return []engine.Fix{{Message: message, Edits: edits}}
	}
	return nil
}
