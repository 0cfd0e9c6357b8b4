package remotedetect

import (
	_ "embed"
	"fmt"
	"go/token"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/fix"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "remotedetect",
	Doc:     doc,
	Summary: "tests for a remote session that are stale or miss some",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/detecting-the-terminal-services-environment",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.RemoteTest) {
		switch kind, _ := s.Kind(winapi.RemoteTest); kind {
		case "metric":
			metric(pass, s)
		case "client":
			client(pass, s)
		}
	}
	for _, s := range pass.Sites(winapi.Env) {
		environment(pass, s)
	}
}

// metric judges a question for a system metric.
func metric(pass *engine.Pass, s *engine.Site) {
	index, ok := s.Int("index")
	if !ok || index != pass.Constant("SM_REMOTESESSION") || s.Pending() || pass.AsksSession() {
		return
	}
	r := engine.Report{
		Level: engine.Note, Site: s,
		Message: "SM_REMOTESESSION is this program's only test for a remote session, and does not see those that use RemoteFX vGPU; compare the session id with GlassSessionId besides",
	}
	if cmp, other := s.Comparison(); cmp != nil && !s.Derived() {
		if n, ok := pass.Values(other).Int(); ok && n == 0 {
			r.Fixes = fixes(fix.Remote(s.Pkg(), cmp, cmp.Op == token.NEQ))
		}
	}
	pass.Report(r)
}

// client judges a place that takes the computer's own name for that of the client's computer.
func client(pass *engine.Pass, s *engine.Site) {
	if ctx := s.Contexts(); ctx == contexts.Service || ctx.Has(contexts.Open) {
		return // the computers that services name are machines; or the importers decide
	}
	name, _ := s.Values("name").Known()
	pass.Report(engine.Report{
		Level: engine.Warning, Site: s,
		Message: fmt.Sprintf(`the computer's own name is taken for the client's ("%s"): on an RD Session Host it is the host's, for all users; ask WTSQuerySessionInformation for WTSClientName`, name),
	})
}

// The environment variables that tell of a session.
var variables = []string{"SESSIONNAME", "CLIENTNAME"}

// environment judges a question for an environment variable.
func environment(pass *engine.Pass, s *engine.Site) {
	name, ok := s.Values("name").Known()
	if !ok || !slices.Contains(variables, name) || s.Pending() {
		return // Go programs use clientName for names of their own
	}
	if kind, _ := s.Kind(winapi.Env); kind != "get" || !s.Decides() {
		return
	}
	r := engine.Report{
		Level: engine.Warning, Site: s,
		Message: fmt.Sprintf("%s tells of the session as it was when the program or the session began, and is wrong after a reconnect; ask Windows when it matters: GlassSessionId for where the session is shown, WTSQuerySessionInformation for who is connected", name),
	}
	if x := s.Expr("name"); x != nil {
		r.Pos, r.End = x.Pos(), x.End()
	}
	if cmp, other := s.Comparison(); cmp != nil && !s.Derived() {
		text, ok := pass.Values(other).Known()
		switch {
		case ok && strings.EqualFold(text, "Console"): // the name of the session at the machine's own screen
			r.Fixes = fixes(fix.Remote(s.Pkg(), cmp, cmp.Op == token.NEQ))
		case ok && text == "" && name == "SESSIONNAME":
			r.Message = "whether SESSIONNAME is set tells how the program was started, not where: sessions at the machine's own screen have one like remote ones, services and scheduled tasks none; ask ProcessIdToSessionId for the session, and compare it with GlassSessionId for where it is shown"
		}
	}
	pass.Report(r)
}

func fixes(edits []engine.Edit) []engine.Fix {
	if edits == nil {
		return nil
	}
	return []engine.Fix{{Message: "Compare the session id with GlassSessionId", Edits: edits}}
}
