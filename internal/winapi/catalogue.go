package winapi

import (
	"go/types"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"
)

// A Catalogue answers what a name means. It is immutable and safe for concurrent use, and so is every [Func] it hands
// out: callers must not change their maps.
type Catalogue struct {
	win32     map[string]*Func
	gofuncs   map[string]*Func
	methods   map[string]bool    // the names of methods in gofuncs, without their types
	objects   map[string][]*Func // by package, the interfaces of class Callback
	packages  map[string]bool
	identity  map[string]bool // import paths whose names are Win32 names
	commands  map[string][]*commandLine
	wmi       []*property
	constants map[string]uint64
	structs   map[string][]string
	folders   map[string]Folder
	env       map[string]EnvVar
	headers   map[string]bool
	uiClasses map[string]string
	registry  map[string]string
	machine   map[string]string
	keys      map[string]string
	quick     map[string]bool   // packages and functions that only look at something
	undo      map[string]string // of quick functions that take a lock, those that let it go
}

// Default returns the built-in catalogue. It is parsed once.
func Default() *Catalogue { return defaultCatalogue() }

var defaultCatalogue = sync.OnceValue(func() *Catalogue { return mustLoad(data) })

// Win32 returns the fact about a Win32 procedure, or nil. The name is the exported one ("CreateMutexW") or the generic
// macro's ("CreateMutex"), which means the W form. The DLL does not matter: kernel32, kernelbase and the API sets export
// the same functions.
func (c *Catalogue) Win32(name string) *Func { return c.win32[name] }

// Go returns the fact about a Go function, method, field, variable, constant or type, or nil. The name is what
// (*types.Func).FullName prints for a function or method, "path.Type.Field" for a field, "path.Name" for the others, and
// the import path alone for what an import does.
func (c *Catalogue) Go(fullName string) *Func {
	if f := c.gofuncs[fullName]; f != nil {
		return f
	}
	if i, j := strings.IndexByte(fullName, '['), strings.LastIndexByte(fullName, ']'); i >= 0 && i < j {
		// The methods of a generic type print its parameters, those of an instance the arguments.
		return c.Go(fullName[:i] + fullName[j+1:])
	}
	if i := strings.Index(fullName, "/vendor/"); i >= 0 {
		// GOPATH vendoring shows in the path; the facts are those of the vendored package. Index is the faster of the two ways to
		// look, and most names have none; where one is vendored within another this comes back.
		open := fullName[:len(fullName)-len(strings.TrimLeft(fullName, "(*"))]
		return c.Go(open + fullName[i+len("/vendor/"):])
	}
	if dot := strings.LastIndexByte(fullName, '.'); dot > 0 && c.identity[fullName[:dot]] {
		return c.win32[fullName[dot+1:]]
	}
	return nil
}

// Method reports whether the catalogue knows a method with a name, of whichever type.
func (c *Catalogue) Method(name string) bool { return c.methods[name] }

// Import returns what importing a package does by itself, or nil.
func (c *Catalogue) Import(path string) *Func { return c.gofuncs[path] }

// Package reports whether the catalogue names anything in the package.
func (c *Catalogue) Package(path string) bool {
	if i := strings.LastIndex(path, "/vendor/"); i >= 0 {
		path = path[i+len("/vendor/"):]
	}
	return c.packages[path]
}

// Procedures returns the sorted names of the Win32 procedures, generic macro names among them: what may stand in a text
// or behind "C.".
func (c *Catalogue) Procedures() []string { return slices.Sorted(maps.Keys(c.win32)) }

// Quick reports whether a function only looks at something, so that it comes back soon: it is one of a package of such
// functions, or one of those that are told singly. What waits has a class of its own, and is asked for that first.
func (c *Catalogue) Quick(fn *types.Func) bool {
	return c.quick[fn.FullName()] || fn.Pkg() != nil && c.quick[fn.Pkg().Path()]
}

// Undoes reports whether second lets go of the lock that first takes. Who does so at once has waited for whoever held it.
func (c *Catalogue) Undoes(first, second *types.Func) bool {
	undo, ok := c.undo[first.FullName()]
	return ok && undo == second.FullName()
}

// Interfaces returns the interfaces of a package whose methods are called by whoever is given an object: those of class
// [Callback] and kind object.
func (c *Catalogue) Interfaces(path string) []*Func { return c.objects[path] }

// Packages returns the sorted import paths that the catalogue names.
func (c *Catalogue) Packages() []string { return slices.Sorted(maps.Keys(c.packages)) }

// Names returns the sorted identifiers that make a package worth a look: the procedure names of Win32 functions, and
// the last identifier of every Go name. Without classes it leaves out the facts that only matter beside another one
// (see [Supporting]): almost every package joins strings. With classes it returns the names of just those.
func (c *Catalogue) Names(classes ...Class) []string {
	set := make(map[string]bool)
	want := func(f *Func) bool {
		if len(classes) == 0 {
			return !f.supporting()
		}
		return slices.ContainsFunc(classes, f.Has)
	}
	for name, f := range c.win32 {
		if want(f) {
			set[name] = true
		}
	}
	for name, f := range c.gofuncs {
		if want(f) && f.Pkg != "" && name != f.Pkg {
			set[name[strings.LastIndexByte(name, '.')+1:]] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// All calls yield for every fact in the order of its name, Win32 functions before Go names and command lines.
func (c *Catalogue) All(yield func(name string, f *Func) bool) {
	for _, m := range []map[string]*Func{c.win32, c.gofuncs} {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if !yield(name, m[name]) {
				return
			}
		}
	}
}

// With returns a copy of the catalogue that also knows the given functions; they win over built-in ones of the same
// name. A name with a dot is a Go full name, another one a Win32 procedure. What stands for a Win32 function inherits
// its classes, family and page.
func (c *Catalogue) With(extra ...*Func) *Catalogue {
	if len(extra) == 0 {
		return c
	}
	n := *c
	n.win32, n.gofuncs, n.packages = maps.Clone(c.win32), maps.Clone(c.gofuncs), maps.Clone(c.packages)
	n.methods, n.objects = maps.Clone(c.methods), maps.Clone(c.objects)
	for _, f := range extra {
		g := *f
		if !strings.Contains(g.Name, ".") {
			if g.Family == "" {
				g.Family = g.Name
			}
			n.win32[g.Name] = &g
			continue
		}
		if g.Pkg == "" {
			g.Pkg = pkgOf(g.Name)
		}
		n.inherit(&g)
		n.gofuncs[g.Name] = &g
		n.index(&g)
		n.packages[g.Pkg] = true
	}
	return &n
}

// index records what is asked of a fact otherwise than by its whole name.
func (c *Catalogue) index(f *Func) {
	if strings.HasPrefix(f.Name, "(") {
		c.methods[f.Name[strings.LastIndexByte(f.Name, '.')+1:]] = true
	}
	if f.Is[Callback] == "object" {
		c.objects[f.Pkg] = append(slices.Clip(c.objects[f.Pkg]), f)
	}
}

func (c *Catalogue) inherit(f *Func) {
	if f.Stands == "" {
		return
	}
	w := c.win32[f.Stands]
	if w == nil {
		return
	}
	if f.Family == "" {
		f.Family = w.Family
	}
	if f.Doc == "" {
		f.Doc = w.Doc
	}
	if len(f.Is) == 0 {
		f.Is = w.Is
		return
	}
	is := maps.Clone(w.Is)
	maps.Copy(is, f.Is)
	f.Is = is
}

// pkgOf guesses the import path in a full name written by a user: up to the first dot of the last path element, unless
// that dot begins a gopkg.in version.
func pkgOf(fullName string) string {
	s := strings.TrimLeft(fullName, "(*")
	slash := strings.LastIndexByte(s, '/') + 1
	rest := s[slash:]
	dot := strings.IndexByte(rest, '.')
	if dot < 0 {
		return s
	}
	if v := rest[dot+1:]; strings.HasPrefix(s, "gopkg.in/") && len(v) > 1 && v[0] == 'v' && '0' <= v[1] && v[1] <= '9' {
		if next := strings.IndexByte(v, '.'); next >= 0 {
			dot += 1 + next
		}
	}
	return s[:slash+dot]
}

// Constant returns the value of a Win32 constant. Handles that C declares as negative numbers (HWND_MESSAGE,
// INVALID_HANDLE_VALUE) and the HKEY roots have the low 32 bits only: compare those.
func (c *Catalogue) Constant(name string) (uint64, bool) {
	v, ok := c.constants[name]
	return v, ok
}

// Struct returns the field names of a Win32 structure in order, nil if unknown.
func (c *Catalogue) Struct(name string) []string { return c.structs[name] }

// A Folder is a known folder or a CSIDL.
type Folder struct {
	Name string
	// GUID is the known folder's id in braces, lower case; empty for a CSIDL.
	GUID string
	// Scope says whose folder it is: user, machine, virtual or other.
	Scope string
	// Machine names what holds the same kind of data for the machine, or is empty.
	Machine string
}

// Folder returns a known folder by its constant's name (FOLDERID_..., CSIDL_...) or its GUID in braces.
func (c *Catalogue) Folder(name string) (Folder, bool) {
	f, ok := c.folders[name]
	if !ok && strings.HasPrefix(name, "{") {
		f, ok = c.folders[strings.ToLower(name)]
	}
	return f, ok
}

// CSIDL returns the folder of a CSIDL value; the flag bits are ignored.
func (c *Catalogue) CSIDL(value uint64) (Folder, bool) {
	var names []string
	for name, f := range c.folders {
		if f.GUID == "" && !strings.HasPrefix(name, "CSIDL_FLAG_") && c.constants[name] == value&0xFF {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return Folder{}, false
	}
	sort.Strings(names)
	return c.folders[names[0]], true
}

// An EnvVar says what an environment variable holds.
type EnvVar struct {
	// Source is the kind of [Source] that the value is (user, host, path, session, client).
	Source string
	// Scope says whose value it is: user, machine or session; both, if it is put together of the
	// machine's and the user's; unix, if Windows does not set it.
	Scope string
	// Machine names what holds the same kind of data for the machine, or is empty.
	Machine string
}

// Env returns what the environment variable holds, if it is one that matters. Names are compared as Windows compares
// them, without case.
func (c *Catalogue) Env(name string) (EnvVar, bool) {
	v, ok := c.env[strings.ToUpper(name)]
	return v, ok
}

// ForHeader reports whether the HTTP header carries the client's address as a proxy saw it, and if so, whether a port may
// stand beside it.
func (c *Catalogue) ForHeader(name string) (mayHavePort, ok bool) {
	mayHavePort, ok = c.headers[strings.ToLower(name)]
	return mayHavePort, ok
}

// RegistryMark returns the [HostIdentity] kind of what a registry value with this name holds, or "".
func (c *Catalogue) RegistryMark(value string) string { return c.registry[strings.ToLower(value)] }

// MachineSetting returns the kind of what a file, or a key or value below HKEY_LOCAL_MACHINE, sets for all users of the machine
// (environment, hosts, proxy), or "".
func (c *Catalogue) MachineSetting(path string) string {
	path = strings.ToLower(strings.ReplaceAll(path, `\`, "/"))
	for end, setting := range c.machine {
		if strings.HasSuffix(path, end) {
			return setting
		}
	}
	return ""
}

// OfWindows reports whether a key below HKEY_LOCAL_MACHINE belongs to Windows rather than to a program, and whether what is
// known of it suffices to tell.
func (c *Catalogue) OfWindows(key string) bool {
	key = strings.ReplaceAll(strings.Trim(strings.ToLower(key), `\`), `wow6432node\`, "")
	for key != "" {
		if owner, ok := c.keys[key]; ok {
			return owner == "windows"
		}
		key = key[:max(strings.LastIndexByte(key, '\\'), 0)]
	}
	return false
}

// SharedData reports whether a folder or an environment variable is where the machine keeps what users have in their
// profiles.
func (c *Catalogue) SharedData(name string) bool {
	for own, v := range c.env {
		if v.Scope == "machine" && v.Machine != "" && strings.EqualFold(own, name) || strings.EqualFold(v.Machine, name) {
			return true
		}
	}
	for _, f := range c.folders {
		if f.Machine != "" && f.Machine == name {
			return true
		}
	}
	return false
}

// UIClass returns the [UI] kind of what a WinRT activation class, a COM class id in braces or a ProgID shows, or "".
func (c *Catalogue) UIClass(id string) string { return c.uiClasses[strings.ToLower(id)] }
