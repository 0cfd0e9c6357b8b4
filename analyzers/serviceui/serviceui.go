package serviceui

import (
	_ "embed"
	"fmt"
	"go/ast"

	"github.com/rdslint/rdslint/analyzers/rdslint"
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

//go:embed doc.go
var doc string

// Rule describes the rule.
var Rule = engine.Rule{
	Name:    "serviceui",
	Doc:     doc,
	Summary: "windows, message boxes and prompts of service code, which nobody sees",
	URL:     "https://learn.microsoft.com/windows/win32/services/interactive-services",
	Default: engine.Error,
	Since:   "0.1",
	Fix:     "safe, unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	for _, s := range pass.Sites(winapi.UI, winapi.ShellOpen, winapi.StartProcess, winapi.ReadReader, winapi.Activate, winapi.EndSession, winapi.Draw) {
		ui, ok := see(pass, s)
		if !ok || !s.Contexts().Has(contexts.Service) || repeats(pass, s) {
			continue
		}
		pass.Report(engine.Report{
			Level: surfaces[ui.kind].level, Message: ui.message(s), Site: s, Why: contexts.Service, Fixes: fixes(s, ui),
		})
	}
	for _, s := range pass.Sites(winapi.CreateService) {
		interactive(pass, s)
	}
}

// repeats reports whether the site is the call of a function that shows the same whatever it is called with: that is
// reported there, unless it stands in a package that does not know who calls it.
func repeats(pass *engine.Pass, s *engine.Site) bool {
	below := s.Below()
	if below == nil || !pass.Whole() && s.Crosses() {
		return false
	}
	_, ok := see(pass, below)
	return ok
}

// A ui is what a site shows to whoever sits at the desktop.
type ui struct {
	kind string // of winapi.UI
	name string // what shows it
}

// see returns what a site shows, or what it wants of the desktop.
func see(pass *engine.Pass, s *engine.Site) (ui, bool) {
	u := ui{name: s.Name()}
	for class, kind := range s.Fact.Is {
		switch class {
		case winapi.UI:
			if kind != "window" || !messageOnly(pass, s) {
				u.kind = kind
			}
		case winapi.ShellOpen:
			if s.Opened() {
				u.kind = "browser"
			}
		case winapi.StartProcess:
			for _, c := range s.Commands() {
				for _, f := range c.Facts {
					if f.Has(winapi.UI) && s.Own() {
						u.kind, u.name = f.Kind(winapi.UI), f.Name
					}
				}
			}
		case winapi.ReadReader:
			if s.Asked() {
				u.kind = "prompt"
			}
		case winapi.Activate:
			if name, ok := activated(s); ok {
				u.kind, u.name = pass.UIClass(name), name
			}
		case winapi.EndSession:
			others := pass.Constant("EWX_SHUTDOWN") | pass.Constant("EWX_REBOOT") | pass.Constant("EWX_POWEROFF")
			if flags, ok := s.Int("flags"); ok && flags&others == 0 {
				u.kind, u.name = "desktop", s.Name()+" with EWX_LOGOFF"
			}
		case winapi.Draw:
			if kind == "copy" && s.Values("source").Is(names.Screen) {
				u.kind, u.name = "desktop", s.Name()+" from the screen"
			}
		}
	}
	_, ok := surfaces[u.kind]
	return u, ok
}

// messageOnly reports whether the site makes a window that is invisible in every session.
func messageOnly(pass *engine.Pass, s *engine.Site) bool {
	parent, ok := s.Int("owner")
	return ok && uint32(parent) == uint32(pass.Constant("HWND_MESSAGE"))
}

// activated returns the class that the site makes an object of.
func activated(s *engine.Site) (string, bool) {
	if name, ok := s.Values("name").Known(); ok {
		return name, true
	}
	return s.Values("clsid").Known()
}

// A surface is how a user meets a kind of winapi.UI, and what a service does instead. Kinds that show nothing by
// themselves have none.
type surface struct {
	level engine.Level
	what  string // what happens in session 0
	do    string
}

const (
	unseen = "where nobody sees it"
	modal  = "where nobody sees or answers it, and the service waits for the answer for ever"
	leave  = "leave it to a client module in the user's session"
	ask    = "let the service ask its client module, which shows it in the user's session and sends the answer back"
	start  = "start it in the user's session with that user's token (CreateProcessAsUser)"
	drive  = "leave it to a helper in the user's session"
)

var surfaces = map[string]surface{
	"messagebox": {engine.Error, "shows its message box in session 0, " + modal, ask},
	"taskdialog": {engine.Error, "shows its dialog in session 0, " + modal, ask},
	"dialog":     {engine.Error, "shows its dialog in session 0, " + modal, ask},
	"consent":    {engine.Error, "asks for consent in session 0, " + modal, ask},
	"prompt":     {engine.Error, "asks at a console that a service in session 0 does not have, so that nobody can answer", "take it from the settings, or " + ask},
	"window":     {engine.Error, "opens its window in session 0, " + unseen, leave},
	"loop":       {engine.Error, "runs its windows in session 0, where nobody sees them", leave},
	"tray":       {engine.Error, "puts its icon into the notification area of session 0, " + unseen, leave},
	"toast":      {engine.Error, "raises its notification in session 0, " + unseen, leave},
	"browser":    {engine.Error, "opens a page or document in session 0, " + unseen, start},
	"desktop":    {engine.Warning, "in a service reaches the desktop of session 0, which is nobody's", drive},
}

func (u ui) message(s *engine.Site) string {
	f := surfaces[u.kind]
	do := f.do
	if u.kind == "messagebox" && !s.Used() {
		do = "send it to the user's session with WTSSendMessage"
	}
	return fmt.Sprintf("%s %s; %s", u.name, f.what, do)
}

// interactive reports what registers a service as one that interacts with the desktop, whoever does it.
func interactive(pass *engine.Pass, s *engine.Site) {
	report := func(name string, at ast.Expr, chosen bool) {
		level := engine.Error
		if chosen {
			level = engine.Warning
		}
		pass.Report(engine.Report{Level: level, Pos: at.Pos(), End: at.End(), Site: s, Message: name +
			" gives the service no desktop that anybody sees, because services run in session 0, and Windows ignores it by default; " +
			"register the service without it, and leave its windows to a client module in the user's session"})
	}
	for _, role := range []winapi.Role{"service_type", "value"} {
		for _, bit := range pass.Bits(s.Expr(role), pass.Constant("SERVICE_INTERACTIVE_PROCESS")) {
			report("SERVICE_INTERACTIVE_PROCESS", bit.Expr, bit.Chosen)
		}
	}
	if key, ok := s.Values("key").Known(); ok {
		for _, x := range pass.Entries(s.Expr("value"), key) {
			if on, known := pass.Values(x).Known(); on != "false" {
				report("the option "+key+" (SERVICE_INTERACTIVE_PROCESS)", x, !known || pass.Decided(x))
			}
		}
	}
}
