package servicehome

import (
	_ "embed"
	"fmt"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "servicehome",
	Doc:     doc,
	Summary: "profiles, registry hives and credentials of the service's account, taken for the user's",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/storing-user-specific-information",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.OpenKey, winapi.ReadKey, winapi.WriteKey, winapi.CertStore, winapi.Credential,
		winapi.ProfilePath, winapi.Env, winapi.Account, winapi.StartProcess) {
		if a, ok := s.Account(); ok {
			account(pass, s, a)
		}
	}
	for _, s := range pass.Sites(winapi.StartProcess) {
		environment(pass, s)
	}
}

// account reports what a service uses of the account that it runs as.
func account(pass *engine.Pass, s *engine.Site, a engine.Account) {
	ctx := s.Contexts()
	switch {
	case a.Kind == engine.Built && !a.Constant && users(ctx):
	case !ctx.Has(contexts.Service):
		return
	}
	level := engine.Warning
	if a.Chosen {
		level = engine.Note
	}
	pass.Report(engine.Report{
		Level: level, Site: s, Pos: a.Pos, End: a.End, Why: contexts.Service,
		Message: fmt.Sprintf(messages[a.Kind], a.What), Fixes: machineData(pass, s, a),
	})
}

// users reports whether the code may run for other users than its own: it is no user's program alone.
func users(ctx contexts.Set) bool { return ctx.Has(contexts.Service) || !ctx.Has(contexts.Session) }

var messages = map[engine.AccountKind]string{
	engine.Hive: "%s in a service is the registry hive of the service's own account, not of any user who is logged on; keep " +
		"machine data below HKEY_LOCAL_MACHINE, and reach a user's hive by the SID below HKEY_USERS or in the user's session",
	engine.Store: "%s of a service is that of the service's own account, not of any user who is logged on; use the store of " +
		"LOCAL_MACHINE, or leave it to a client module in the user's session",
	engine.Secrets: "%s in a service reaches the credential store of the service's own account, not of any user who is logged " +
		"on; leave the user's secrets to a client module in the user's session, and protect those of the machine by themselves",
	engine.Folder: "%s in a service lies in the profile of the service's own account, not of any user who is logged on; keep " +
		"machine data below ProgramData, and ask the user's token for the user's folders (Token.KnownFolderPath)",
	engine.Name: "%s in a service names the service's own account, not the user who is logged on; ask the session for its user " +
		"(WTSQuerySessionInformation)",
	engine.Built: "%s is put together by hand, and profiles also lie elsewhere or have other names than the user; ask the " +
		"user's token for it (Token.GetUserProfileDirectory)",
}

// environment reports a process that runs as a user with the environment of a service.
func environment(pass *engine.Pass, s *engine.Site) {
	x := s.ForeignEnvironment()
	if x == nil || !users(s.Contexts()) {
		return
	}
	pass.Report(engine.Report{
		Level: engine.Warning, Site: s, Pos: x.Pos(), End: x.End(), Why: contexts.Service, Fixes: userEnvironment(pass, s),
		Message: "the process runs with a user's token but with the environment of the process that starts it: PATH, TEMP and " +
			"APPDATA are the service account's; give it the environment of the token (CreateEnvironmentBlock, Token.Environ)",
	})
}
