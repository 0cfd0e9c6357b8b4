// What rules ask of the catalogue by name, and the facts about what the language itself does.

package engine

import (
	"slices"

	"github.com/rdslint/rdslint/internal/winapi"
)

// language holds the facts about what the language itself looks up or compares by a key, gives a name, or puts together.
var language = map[string]*winapi.Func{
	"map index":     {Name: "map index", Family: "map index", Is: map[winapi.Class]string{winapi.Keyed: "load"}},
	"map store":     {Name: "map store", Family: "map store", Is: map[winapi.Class]string{winapi.Keyed: "store"}},
	"map delete":    {Name: "map delete", Family: "delete", Is: map[winapi.Class]string{winapi.Keyed: "delete"}},
	"list search":   {Name: "list search", Family: "search", Is: map[winapi.Class]string{winapi.Keyed: "load"}},
	"session state": {Name: "session state", Family: "session state", Is: map[winapi.Class]string{winapi.SessionState: "map"}},
	"comparison":    {Name: "comparison", Family: "comparison", Is: map[winapi.Class]string{winapi.Equal: ""}},
	taken:           {Name: taken, Family: "identity", Is: map[winapi.Class]string{winapi.ClientID: ""}},
	clientName:      {Name: clientName, Family: "identity", Is: map[winapi.Class]string{winapi.RemoteTest: "client"}},

	"comparison with loopback": {Name: "comparison with loopback", Family: "comparison", Is: map[winapi.Class]string{winapi.TestAddress: "loopback"}},
	"comparison with own":      {Name: "comparison with own", Family: "comparison", Is: map[winapi.Class]string{winapi.TestAddress: "own"}},

	builtProfile.Name: builtProfile,
}

// Constant returns the value of a Win32 constant; 0 if there is no such constant.
func (p *Package) Constant(name string) int64 {
	v, _ := p.cat.Constant(name)
	return int64(v)
}

// UIClass returns the kind of [winapi.UI] that an object of a class shows: a WinRT class, a class id or a ProgID.
func (p *Package) UIClass(name string) string { return p.cat.UIClass(name) }

// Shell reports whether a program is the one whose process stands for the user who has logged on.
func (p *Package) Shell(program string) bool {
	return slices.ContainsFunc(p.cat.CommandLine(program), func(f *winapi.Func) bool { return f.Is[winapi.ConsoleSession] == "shell" })
}

// OfWindows reports whether a key below HKEY_LOCAL_MACHINE belongs to Windows rather than to a program.
func (p *Package) OfWindows(key string) bool { return p.cat.OfWindows(key) }

// systemProgram reports whether the catalogue knows a program as one of Windows itself.
func (p *Package) systemProgram(name string) bool {
	return slices.ContainsFunc(p.cat.CommandLine(name), func(f *winapi.Func) bool { return f.Is[winapi.ProcessImage] == "system" })
}

func hasRole(f *winapi.Func, r winapi.Role) bool { _, ok := f.Roles[r]; return ok }
