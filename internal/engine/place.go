// Files in places that all users of the machine share.

package engine

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/contexts"
	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/engine/script"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A PlaceKind says where a file lies that all users of the machine share.
type PlaceKind uint8

// The kinds.
const (
	BesideProgram PlaceKind = iota + 1 // in the directory of the executable
	ProgramFolder                      // below Program Files, or the Windows directory
	SharedTemp                         // C:\Temp, C:\Windows\Temp
	SharedData                         // below ProgramData
	FixedFolder                        // at another path that is the same for all users
)

// A Place is where a site keeps a file that all users of the machine share.
type Place struct {
	Kind PlaceKind
	Text names.Text
	// Held says that nobody else can open the file, or take the lock, while the program has it.
	Held bool
	// Chosen says that a setting can give another path.
	Chosen bool
	// Relative says that the path is that only because the program works in the directory of its executable.
	Relative bool
}

// Bits of the flags of os.OpenFile, as Go gives them for Windows, and of the access of CreateFile: FILE_WRITE_DATA,
// FILE_APPEND_DATA, DELETE, GENERIC_ALL and GENERIC_WRITE. See "win32/fileio/file-access-rights-constants".
const (
	openWrites   = 0x1 | 0x2 | 0x40 | 0x200 | 0x400
	accessWrites = 0x2 | 0x4 | 0x10000 | 0x10000000 | 0x40000000
)

// keepsFile returns the role of the path that the site writes at, and whether it holds the file against all others.
func (s *Site) keepsFile() (role winapi.Role, held, ok bool) {
	if s.Fact == nil {
		return "", false, false
	}
	switch kind, open := s.Kind(winapi.OpenFile); {
	case !open:
	case kind == "write", kind == "field":
		return "name", false, true
	case kind == "temp":
		return "dir", false, true
	case kind == "flags":
		share, told := s.Int("share")
		held = told && share == 0
		if access, told := s.Int("access"); told {
			return "name", held, held || access&accessWrites != 0
		}
		if _, has := s.Fact.Roles["access"]; has {
			return "name", held, held
		}
		return "name", false, len(s.pkg.Bits(s.exprs["flags"], openWrites)) > 0
	}
	switch s.Fact.Is[winapi.CreateFile] {
	case "dir":
		return "name", false, true
	case "temp":
		return "dir", false, true
	}
	switch s.Fact.Is[winapi.LockFile] {
	case "file", "pid", "single", "temp":
		return "name", true, true
	}
	return "", false, false
}

// Hands reports whether another package's function does no more than to write at the path that it is given, which is
// another one for other callers.
func (s *Site) Hands() bool {
	role, _, _ := s.keepsFile()
	home, ok := s.root().(*Site)
	if !ok || home.pkg == s.pkg {
		return false
	}
	for _, t := range home.values[role] {
		if len(t) != 1 || t[0].Kind != names.Param {
			return false
		}
	}
	for _, q := range s.pkg.everywhere {
		for _, t := range q.sites {
			if t != home && t.Fact == s.Fact && t.root() == any(home) && !t.values[role].Open() {
				if _, shared := t.placeIn(role); !shared {
					return true
				}
			}
		}
	}
	return false
}

// Log reports whether the file is a log, by its name.
func (p Place) Log() bool { return logFile.MatchString(wholeOf(p.Text)) }

var logFile = regexp.MustCompile(`(?i)\.log$|[\\/]logs?([\\/]|$)`)

// MakesFolder reports whether the site does no more than to make a directory.
func (s *Site) MakesFolder() bool { return s.Fact.Is[winapi.CreateFile] == "dir" }

// tries reports whether the site only finds out whether a file can be made there: its function removes it again in any case, and
// answers no more than yes or no.
func (s *Site) tries() bool {
	r, ok := s.root().(*Site)
	if !ok || r.In.Body == nil || !answers(r.In.Sig.Results()) {
		return false
	}
	return slices.ContainsFunc(r.In.Body.List, func(n ast.Stmt) bool {
		if i, ok := n.(*ast.IfStmt); ok {
			n = i.Init
		}
		return n != nil && r.pkg.removes(n)
	})
}

// answers reports whether results are yes or no, and perhaps why it could not be found out.
func answers(results *types.Tuple) bool {
	yes := false
	for v := range results.Variables() {
		switch {
		case isBool(v.Type()):
			yes = true
		case !isError(v.Type()):
			return false
		}
	}
	return yes
}

// removes reports whether a statement removes a file, whatever else it does.
func (p *Package) removes(n ast.Stmt) (found bool) {
	_, deferred := n.(*ast.DeferStmt)
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			return deferred
		case *ast.CallExpr:
			f, _ := p.callee(n)
			found = found || f != nil && f.Has(winapi.RemoveFile)
		}
		return !found
	})
	return found
}

// Place returns where the site keeps a file, if all users of the machine share the place. It is not ok where the path is
// only a setting, a fallback for a directory of the user, or that of the program itself, which an update replaces.
func (s *Site) Place() (Place, bool) {
	role, held, ok := s.keepsFile()
	if !ok || s.Repeats(role) && s.remote != nil && !s.closed || s.tries() {
		return Place{}, false
	}
	if attrs, given := s.values["attrs"]; given && !(len(attrs) == 1 && attrs[0].Null()) {
		return Place{}, false // it says by itself who may use it
	}
	found, ok := s.placeIn(role)
	found.Held = held
	return found, ok
}

// placeIn returns the place of the path in a role. It looks at nothing but values, for it is asked of other packages' sites
// as well.
func (s *Site) placeIn(role winapi.Role) (found Place, ok bool) {
	for _, t := range s.values[role] {
		if len(t) == 0 {
			continue
		}
		switch first := t[0]; {
		case first.Kind == names.Path && (first.Text == "" || first.Text == names.Temporary), first.Kind == names.User:
			return Place{}, false // the shared place is what is left where the user's cannot be had
		case t.Has(names.UnixID), s.pkg.cat.MachineSetting(t.String()) != "":
			return Place{}, false // meant to tell users apart, or the machine's own: for other rules
		case slices.ContainsFunc(t, func(s names.Segment) bool { return s.Kind == names.Unknown && s.Text == names.Packed }):
			return Place{}, false // unpacked: a part of the program, or another one
		case found.Kind != SharedData && !(t.Open() && s.followed):
			kind, relative := s.placeOf(t, role == "dir" || s.MakesFolder())
			if found.Kind == 0 || kind == SharedData { // the others are what is left where ProgramData cannot be had
				found.Kind, found.Relative, found.Text = kind, relative, t
			}
		}
	}
	for _, t := range s.values[role] {
		switch {
		case found.Kind == FixedFolder && t.Has(names.User, names.Session, names.Process, names.Random, names.Param, names.Unknown):
			return Place{}, false // each user may have another
		case len(t) == 0 || t[0].Kind == names.Known || t[0].Kind == names.Path:
		case found.Kind != BesideProgram, t[0].Kind == names.Unknown:
			return Place{}, false // the file may be elsewhere: it is looked for, or the program knows better
		case t[0].Kind == names.Config:
			found.Chosen = true
		}
	}
	return found, found.Kind != 0
}

// placeOf returns the place of a path, 0 if it is none of them. A folder may be the directory of the executable itself.
func (s *Site) placeOf(t names.Text, folder bool) (kind PlaceKind, relative bool) {
	first, rest := t[0], leading(t[1:])
	switch {
	case programFile.MatchString(wholeOf(t)):
		return 0, false // a part of the program, which is installed or updated
	case first.Kind == names.Known:
		text := leading(t)
		if kind := placeOfText(text); kind != 0 {
			return kind, false
		}
		if text != "" && relativePath(text) && s.worksBesideProgram() {
			return BesideProgram, true
		}
	case first.Kind != names.Path || first.Plain:
	case first.Text == names.Executable:
		switch {
		case len(t) == 1:
			return pick(folder, BesideProgram), false
		case strings.HasPrefix(rest, `\`), strings.HasPrefix(rest, `/`), dataFile.MatchString(rest):
			return BesideProgram, false
		}
	case first.Text == names.Machine && strings.EqualFold(first.Path, "SystemDrive"):
		return placeOfText("C:" + rest), false
	case first.Text == names.Machine && len(t) > 1:
		switch {
		case s.pkg.cat.SharedData(first.Path):
			return SharedData, false
		case windowsTemp.MatchString(rest):
			return SharedTemp, false
		case strings.Contains(strings.ToUpper(first.Path), "PROFILE"):
			return 0, false
		}
		return ProgramFolder, false
	}
	return 0, false
}

func pick(ok bool, k PlaceKind) PlaceKind {
	if ok {
		return k
	}
	return 0
}

// leading returns the known text with which t begins.
func leading(t names.Text) string {
	var b strings.Builder
	for _, seg := range t {
		if seg.Kind != names.Known {
			break
		}
		b.WriteString(seg.Text)
	}
	return b.String()
}

// wholeOf returns t with a mark for each part that is not known.
func wholeOf(t names.Text) string {
	var b strings.Builder
	for _, seg := range t {
		if seg.Kind == names.Known {
			b.WriteString(seg.Text)
		} else {
			b.WriteString(script.Dynamic)
		}
	}
	return b.String()
}

var (
	// What a program consists of, and what an update makes of it for a moment.
	programFile = regexp.MustCompile(`(?i)\.(exe|dll|sys|msi|ocx|cpl|old|new|bak|orig|update|zip|cat|inf)$`)
	dataFile    = regexp.MustCompile(`(?i)^[\w-]*\.(log|pid|lock|lck|json|ini|cfg|conf|txt|db|sqlite|dat|ya?ml|toml|xml)$`)
	onDrive     = regexp.MustCompile(`(?i)^[a-z]:[\\/]+([^\\/` + script.Dynamic + `]+)`)
	sharedTemp  = regexp.MustCompile(`(?i)^[a-z]:[\\/]+(windows[\\/]+)?te?mp([\\/]|$)`)
	windowsTemp = regexp.MustCompile(`(?i)^[\\/]+temp([\\/]|$)`)
	hostsFiles  = regexp.MustCompile(`(?i)[\\/]drivers[\\/]+etc([\\/]|$)`)
)

// placeOfText returns the place of a path that begins with a drive.
func placeOfText(text string) PlaceKind {
	text = strings.TrimPrefix(text, `\\?\`)
	m := onDrive.FindStringSubmatch(text)
	if m == nil || hostsFiles.MatchString(text) {
		return 0
	}
	if sharedTemp.MatchString(text) {
		return SharedTemp
	}
	switch strings.ToLower(m[1]) {
	case "users", "documents and settings":
		return 0 // a profile that is put together by hand is another matter
	case "windows", "winnt", "program files", "program files (x86)":
		return ProgramFolder
	case "programdata":
		return SharedData
	}
	return FixedFolder
}

// relativePath reports whether a text is a path that begins in the working directory.
func relativePath(text string) bool {
	return !strings.HasPrefix(text, `\`) && !strings.HasPrefix(text, `/`) && !strings.HasPrefix(text, "%") &&
		!strings.HasPrefix(text, "..") && !strings.Contains(text, ":")
}

// worksBesideProgram reports whether the program makes the directory of its executable its working directory. One that does so
// only as a service, which is started in the system directory, does not write there for a user.
func (s *Site) worksBesideProgram() bool {
	return slices.ContainsFunc(s.pkg.Everywhere(winapi.SetWorkDir), func(c *Site) bool {
		return c.Contexts() != contexts.Service && slices.ContainsFunc(c.values["dir"], func(t names.Text) bool {
			return len(t) == 1 && t[0].Kind == names.Path && t[0].Text == names.Executable
		}) && s.pkg.Together(s, c)
	})
}

// ServesMachine reports whether some known program is a service, or installs one: then data of the machine are the service's.
func (p *Package) ServesMachine() bool {
	return once(p, "serves the machine", func() bool {
		return slices.ContainsFunc(p.Everywhere(winapi.Entry, winapi.CreateService), func(s *Site) bool {
			kind, entry := s.Kind(winapi.Entry)
			return !entry || kind != "console" && s.Contexts() != contexts.Session
		}) || slices.ContainsFunc(p.Everywhere(winapi.StartProcess), (*Site).createsService)
	})
}

// createsService reports whether the site runs a command that makes a program a service.
func (s *Site) createsService() bool {
	return slices.ContainsFunc(s.Commands(), func(c Command) bool {
		return slices.ContainsFunc(c.Facts, func(f *winapi.Func) bool { return f.Is[winapi.CreateService] == "create" })
	})
}

// InProfile reports whether a path lies in the user's profile, which all of the user's sessions share, and says nothing of
// the session.
func InProfile(t names.Text) bool {
	return len(t) > 0 && t[0].Kind == names.Path && t[0].Text == "" && !t.Has(names.Session, names.Process, names.Random, names.Time, names.Param, names.Field)
}
