package processscope

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
	Name:    "processscope",
	Doc:     doc,
	Summary: "processes of all sessions, found by the name of their program, ended or taken for one's own",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/multiple-user-guidelines",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.StartProcess) {
		for _, a := range pass.ProcessCommands(s) {
			judge(pass, a, filter(pass, a))
		}
	}
	for _, a := range pass.Scripts() {
		judge(pass, a, nil)
	}
	for _, a := range pass.ProcessActs() {
		judge(pass, a, compare(pass, a))
	}
	for _, s := range pass.Sites(winapi.FindWindow) {
		window(pass, s)
	}
}

// judge reports what is done by processes of all sessions.
func judge(pass *engine.Pass, a engine.ProcessAct, fixes []engine.Fix) {
	ctx := a.Site.Contexts()
	switch {
	case a.System:
		return // one for the whole machine, or started by Windows in each session
	case a.Own && ctx.Has(contexts.Service):
		return // its own processes are services, too, in session 0
	}
	if ctx.Has(contexts.Service) {
		fixes = nil // which session is meant there is the author's to say
	}
	level := engine.Warning
	if pass.Replaces(a) {
		level, fixes = engine.Note, nil // an installer must end all instances
	}
	r := engine.Report{Level: level, Site: a.Site, Pos: a.Pos, End: a.End, Message: message(a), Fixes: fixes}
	if a.Found != a.Pos && a.Found.IsValid() {
		r.Path = []engine.Step{{Pos: a.Found, Message: "found by name in all sessions"}}
	}
	pass.Report(r)
}

func message(a engine.ProcessAct) string {
	name, how := "a program", ""
	if a.Name != "" {
		name = a.Name
	}
	if a.Command != "" {
		how = " (" + a.Command + ")"
	}
	if a.Decides {
		return fmt.Sprintf("whether %s runs is asked of all sessions%s: on a session host the program of another user is taken for "+
			"this user's; compare the session of the process (ProcessIdToSessionId), or use an object of the session such as a mutex in Local\\", name, how)
	}
	return fmt.Sprintf("every process of %s is ended in all sessions%s: on a session host that hits other users' programs, or "+
		"fails on the first of them; keep to the session of the process (%s)", name, how, narrower(a))
}

// narrower says how the search keeps to a session.
func narrower(a engine.ProcessAct) string {
	switch a.Command {
	case "":
		return "ProcessIdToSessionId"
	case "taskkill":
		return `/FI "SESSION eq <id>"`
	}
	return "SessionId"
}

// window reports FindWindow where it decides whether the program is the first one, beside something of the whole machine.
func window(pass *engine.Pass, s *engine.Site) {
	beside := pass.MachineWide(s)
	if beside == nil || !pass.FirstInstance(s) {
		return
	}
	pass.Report(engine.Report{
		Level: engine.Note, Site: s,
		Message: s.Name() + " sees the windows of its own session only: as the test for a first instance it does not keep a second user's " +
			"program from the resource that the whole machine shares; name that by the session, or test by an object in Global\\",
		Path: []engine.Step{{Pos: beside.Pos(), Message: "shared by all sessions: " + beside.Name()}},
	})
}
