package hostwide

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
	Name:    "hostwide",
	Doc:     doc,
	Summary: "what one user's program does to the whole machine",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/multiple-user-guidelines",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.EndSession, winapi.Shutdown, winapi.SetTime, winapi.Power, winapi.HostSettings, winapi.OpenKey,
		winapi.WriteKey, winapi.OpenFile, winapi.CreateFile, winapi.ControlService, winapi.CreateService, winapi.StartProcess) {
		if a, ok := s.HostAction(); ok {
			act(pass, s, a)
		}
	}
}

// act reports what a program in a user's session does to all of them, and as a note what nobody is known to run.
func act(pass *engine.Pass, s *engine.Site, a engine.HostAction) {
	ctx := s.Contexts()
	session := ctx.Has(contexts.Session)
	if !session && (ctx != 0 || a.Unsure) {
		return // a service acts for the machine; importers are judged themselves; and an administrator may run the tool
	}
	level := engine.Note
	if (session || s.WithUser()) && (!a.Unsure || a.Effect == engine.StopsService) {
		level = engine.Warning
	}
	var fixes []engine.Fix
	if edits := s.LogOff(); edits != nil && a.Effect == engine.EndsSessions && !ctx.Has(contexts.Service) {
		fixes = []engine.Fix{{Message: "Log off the user's own session instead", Edits: edits}}
	}
	pass.Report(engine.Report{
		Level: level, Site: s, Why: contexts.Session, Message: fmt.Sprintf(messages[a.Effect], a.What, a.Name), Fixes: fixes,
	})
}

// What happens to the others, where %[1]s is what does it and %[2]s the name of a service or task.
var messages = map[engine.HostEffect]string{
	engine.EndsSessions: "%[1]s ends the sessions of all users of the host, and their work with it; log off the user's own session " +
		"(EWX_LOGOFF, WTSLogoffSession), and leave a restart to the administrator",
	engine.SetsClock: "%[1]s sets the clock of the host, for the sessions of all its users; leave it to the administrator, and keep an " +
		"offset in the program",
	engine.Suspends: "%[1]s suspends the host under all its users; leave power to the administrator, and log off or disconnect the " +
		"user's own session instead",
	engine.SetsEnvironment: "%[1]s changes the environment of all users of the host; set the user's own below HKEY_CURRENT_USER (setx " +
		"without /M), or leave it to the installer",
	engine.SetsProxy: "%[1]s sets the proxy of all users and services of the host; set it for the program's own connections or in the " +
		"user's own settings",
	engine.SetsHosts: "%[1]s is the hosts file of the whole host: what one user's program writes there, the names of all users " +
		"resolve by, and the next one overwrites it; resolve the names within the program, or leave the file to the installer",
	engine.Renames: "%[1]s renames the host under all its users; leave it to the administrator",
	engine.StopsService: "%[1]s stops a service that all users of the host share; ask the service itself for what this user needs, " +
		"and leave stopping it to the administrator",
	engine.RegistersTask: `%[1]s registers the task "%[2]s" for one user, but the names of tasks are the host's: the second user's ` +
		"program finds or replaces the first one's; add the user's SID to the name",
	engine.RegistersService: "%[1]s is registered for one user, but the names of services are the host's: the second user's program " +
		"finds or replaces the first one's; add the user's SID to the name",
}
