package userdata

import (
	_ "embed"
	"fmt"
	"go/token"

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
	Name:    "userdata",
	Doc:     doc,
	Summary: "users' files, settings and locks in places that the whole machine shares",
	URL:     "https://learn.microsoft.com/windows/win32/termserv/storing-user-specific-information",
	Default: engine.Warning,
	Since:   "0.1",
	Fix:     "unsafe",
	Run:     run,
}

// Analyzer is the default analyzer of the rule.
var Analyzer = rdslint.Engine.Analyzer(&Rule)

func run(pass *engine.Pass) {
	files(pass)
	for _, s := range pass.Sites(winapi.OpenKey, winapi.WriteKey, winapi.StartProcess) {
		machineKey(pass, s)
		userKey(pass, s)
	}
	for _, s := range pass.Sites(winapi.IniFile) {
		profileString(pass, s)
	}
	for _, s := range pass.Sites(winapi.LockFile) {
		single(pass, s)
	}
	for _, s := range pass.Sites(winapi.OpenFile) {
		foundFile(pass, s)
	}
}

// files reports what is kept in places that all users share. A directory counts where nothing is seen to be put there.
func files(pass *engine.Pass) {
	var folders []*engine.Site
	kept := map[engine.PlaceKind]bool{}
	for _, s := range pass.Sites(winapi.OpenFile, winapi.CreateFile, winapi.LockFile) {
		p, ok := s.Place()
		switch {
		case !ok || !users(pass, s, p):
		case s.MakesFolder():
			folders = append(folders, s)
		default:
			kept[p.Kind] = true
			file(pass, s, p)
		}
	}
	for _, s := range folders {
		if p, _ := s.Place(); !kept[p.Kind] && p.Kind != engine.ProgramFolder { // only an administrator makes it there
			file(pass, s, p)
		}
	}
}

// users reports whether the site keeps something for its user: it is no service's, and no part of the installation.
func users(pass *engine.Pass, s *engine.Site, p engine.Place) bool {
	ctx := s.Contexts()
	switch {
	case ctx.Has(contexts.Open), ctx == contexts.Service, s.Installs():
		return false
	case p.Kind == engine.ProgramFolder && ctx != contexts.Session && pass.ServesMachine():
		return false // where users may not write, the service and its tools may
	case p.Kind == engine.SharedData:
		return ctx == contexts.Session && !pass.ServesMachine() // the machine's data belong there
	}
	return true
}

func file(pass *engine.Pass, s *engine.Site, p engine.Place) {
	level := engine.Warning
	if !s.Contexts().Has(contexts.Session) && (p.Chosen || p.Kind == engine.ProgramFolder && p.Text.Has(names.Path)) {
		level = engine.Note // what asks Windows for that directory, or is told where to write, may be the administrator's
	}
	r := engine.Report{
		Level: level, Site: s, Why: contexts.Session, Message: fmt.Sprintf(places[p.Kind], what(s, p)), Sink: !s.Hands(),
		Fixes: ownFolder(s, p),
	}
	if p.Kind != engine.BesideProgram || p.Relative {
		if pos, end := s.TextAt(p.Text); pos.IsValid() {
			r.Pos, r.End, r.Sink = pos, end, false
		}
	}
	pass.Report(r)
}

func what(s *engine.Site, p engine.Place) string {
	kind, lock := s.Kind(winapi.LockFile)
	switch {
	case lock && kind == "pid":
		return "the process id"
	case lock:
		return "the lock file"
	case p.Held:
		return "the file that nobody else can open"
	case s.MakesFolder():
		return "the directory"
	}
	return "the file"
}

const elsewhere = "; keep the user's files below os.UserConfigDir, logs and caches below os.UserCacheDir, and what need not last in os.TempDir"

var places = map[engine.PlaceKind]string{
	engine.BesideProgram: "%s lies beside the executable, where users of a session host may not write, and share one file where they may" + elsewhere,
	engine.ProgramFolder: "%s lies in a directory of the system or of its programs, where users of a session host may not write, and share one file where they may" + elsewhere,
	engine.SharedTemp:    "%s lies in the machine's temporary directory, where all users of a session host meet in one file" + elsewhere,
	engine.SharedData:    "%s lies below ProgramData, where all users of a session host share one file, and only the first of them may write it" + elsewhere,
	engine.FixedFolder:   "%s has one path for all users of a session host, who overwrite each other's, or may not open what another one owns" + elsewhere,
}

// single reports a lock file that keeps the program from running in the other sessions of its user.
func single(pass *engine.Pass, s *engine.Site) {
	if s.Contexts() != contexts.Session {
		return // a tool or a daemon may be the user's, not the session's
	}
	l, ok := s.Single()
	if !ok {
		return
	}
	r := engine.Report{
		Level: engine.Warning, Site: s, Pos: l.Pos, End: l.End, Why: contexts.Session,
		Message: "the lock file in the profile keeps the program from running in another session of the same user, though nothing is in " +
			"its way there; add the session's id to its name, or keep it in os.TempDir",
	}
	if l.Pos == token.NoPos {
		r.Sink = true
	}
	pass.Report(r)
}

// foundFile reports a file in the profile that tells which process to stop, or not to start again, or where to connect to.
func foundFile(pass *engine.Pass, s *engine.Site) {
	ctx := s.Contexts()
	what := "the id"
	f, ok := s.PidFile()
	if !ok {
		what = "the port"
		f, ok = s.PortFile()
	}
	if !ok || ctx.Has(contexts.Open) || ctx.Has(contexts.Service) {
		return
	}
	level := engine.Warning
	if ctx != contexts.Session || f.Chosen {
		level = engine.Note // the process may be the user's, whichever session it was started in
	}
	pos, end := s.NameAt(f.Text)
	pass.Report(engine.Report{
		Level: level, Site: s, Pos: pos, End: end, Why: contexts.Session,
		Message: fmt.Sprintf("the file in the profile holds %s of one process, and another session of the same user finds that one or overwrites "+
			"it; add the session's id to its name, or keep it in os.TempDir", what),
	})
}
