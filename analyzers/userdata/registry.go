package userdata

import (
	"github.com/rdslint/rdslint/internal/engine"
	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// machineKey reports what a user's program writes for the whole machine.
func machineKey(pass *engine.Pass, s *engine.Site) {
	if s.Contexts() != contexts.Session {
		return
	}
	w, ok := s.Writes("HKEY_LOCAL_MACHINE")
	if !ok || pass.OfWindows(w.Path) || s.Installs() {
		return
	}
	pass.Report(engine.Report{
		Level: engine.Warning, Site: s, Pos: w.Pos, End: w.End, Why: contexts.Session,
		Message: "a program in a user's session writes below HKEY_LOCAL_MACHINE, where users may not write, and where all users of a " +
			"session host share one setting; keep the user's settings below HKEY_CURRENT_USER",
		Fixes: offer("Write below HKEY_CURRENT_USER", pass.OtherHive(s, w, "CURRENT_USER", "HKEY_CURRENT_USER")),
	})
}

// userKey reports what an installation for all users writes for the user who installs alone.
func userKey(pass *engine.Pass, s *engine.Site) {
	w, ok := s.Writes("HKEY_CURRENT_USER")
	if !ok || s.Contexts().Has(contexts.Open) || s.Contexts().Has(contexts.Service) || !s.InstallsForAll() {
		return
	}
	pass.Report(engine.Report{
		Level: engine.Warning, Site: s, Pos: w.Pos, End: w.End,
		Message: "what installs the program for the whole machine writes below HKEY_CURRENT_USER: of all users of a session host only " +
			"the one who installs gets it; write below HKEY_LOCAL_MACHINE, or let the program make the user's settings when it first runs",
	})
}

// profileString reports the functions of 16-bit Windows for settings, whose files are the machine's unless a path says
// otherwise.
func profileString(pass *engine.Pass, s *engine.Site) {
	if kind, _ := s.Kind(winapi.IniFile); kind != "write" || s.Pending() || s.Contexts().Has(contexts.Open) || s.Contexts() == contexts.Service {
		return
	}
	if _, win := s.Fact.Roles["section"]; !win || s.Followed() || below(s.Values("file")) {
		return
	}
	pass.Report(engine.Report{
		Level: engine.Warning, Site: s,
		Message: s.Name() + " keeps settings in a file that all users of a session host share, in the Windows directory unless a whole " +
			"path is given; keep the user's settings below HKEY_CURRENT_USER, or in a file below os.UserConfigDir",
	})
}

// below reports whether all paths lie in the user's profile or in a directory of the session.
func below(v names.Values) bool {
	for _, t := range v {
		if len(t) == 0 || t[0].Kind != names.Path || t[0].Text != "" && t[0].Text != names.Temporary {
			return false
		}
	}
	return len(v) > 0
}
