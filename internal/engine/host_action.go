// What a site does to the whole machine.

package engine

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/rdslint/rdslint/internal/engine/names"
	"github.com/rdslint/rdslint/internal/winapi"
)

// A HostEffect says what an action changes for all users of the machine.
type HostEffect uint8

// The effects.
const (
	EndsSessions HostEffect = iota + 1 // the machine is shut down or restarted
	SetsClock
	Suspends
	SetsEnvironment
	SetsProxy
	SetsHosts // the hosts file
	Renames   // the machine
	StopsService
	RegistersTask // under a name that all users share
	RegistersService
)

// A HostAction is what a site does to the whole machine.
type HostAction struct {
	Effect HostEffect
	What   string // as messages name it
	Name   string // of the service or the task
	// Unsure says that more is needed than what is known: a file says for whom a task runs, or the code may be an
	// administrator's tool.
	Unsure bool
}

// byRole holds, in a site whose function only binds a call, a parameter of that function: then the callers act.
const byRole winapi.Role = "by"

// bindAction marks the site of an action whose arguments the function around takes from its parameters and which it does
// little besides: whoever calls it decides.
func (s *Site) bindAction() {
	if !s.Fact.Has(winapi.Power) && !s.Fact.Has(winapi.SetTime) && !s.Fact.Has(winapi.Shutdown) {
		return
	}
	f := s.In
	if f.Obj == nil || f.Sig.Params().Len() == 0 || !s.varies() {
		return
	}
	others := 0
	for _, c := range f.Calls {
		if tv := s.pkg.Code.Info.Types[c.Fun]; !tv.IsType() && !tv.IsBuiltin() && ast.Node(c) != s.Node {
			others++
		}
	}
	if others <= maxBound {
		s.values[byRole] = names.One(names.Segment{Kind: names.Param, Func: f.ID})
	}
}

// maxBound is how many more calls a function makes that only binds one: it looks for the procedure and makes an error.
const maxBound = 2

// varies reports whether some argument of the site is a parameter, or one of several values.
func (s *Site) varies() bool {
	for _, v := range s.values {
		if v.Open() || len(v) > 1 {
			return true
		}
	}
	return false
}

// HostAction returns what the site does to the whole machine. It is not ok where that waits for a caller, or where a function
// that is called here does it whatever it is called with: it is judged there.
func (s *Site) HostAction() (a HostAction, ok bool) {
	for below := s; below.inner != nil || below.remote != nil && !s.pkg.modular; {
		below = below.Below()
		if _, does := below.act(); does {
			return a, false
		}
	}
	return s.act()
}

// act returns what the site does to the whole machine, wherever that is judged.
func (s *Site) act() (a HostAction, ok bool) {
	if s.Fact == nil || s.values[byRole].Open() {
		return a, false
	}
	if s.Fact.Has(winapi.StartProcess) {
		return s.hostCommand()
	}
	a.What = s.Name()
	switch {
	case s.Fact.Is[winapi.EndSession] == "exitwindows":
		a.Effect, ok = EndsSessions, s.endsMachine()
	case s.Fact.Has(winapi.Shutdown):
		a.Effect, ok = EndsSessions, s.here("machine") && s.here("server")
	case s.Fact.Has(winapi.SetTime):
		a.Effect, ok = SetsClock, !s.varyingOpen()
	case s.Fact.Is[winapi.Power] == "power":
		a.Effect, ok = Suspends, true
	case s.Fact.Has(winapi.HostSettings):
		a.Effect, ok = settingEffects[s.Fact.Is[winapi.HostSettings]], true
	case s.Fact.Has(winapi.OpenKey), s.Fact.Has(winapi.WriteKey):
		a.Effect, a.What = s.machineKey()
		ok = true
	case s.Fact.Has(winapi.OpenFile), s.Fact.Has(winapi.CreateFile):
		a.Effect, a.What = s.machineFile()
		ok = true
	case s.Fact.Has(winapi.ControlService):
		return s.stopsService()
	case s.Fact.Is[winapi.CreateService] == "create":
		return s.userService()
	}
	return a, ok && a.Effect != 0
}

var settingEffects = map[string]HostEffect{"environment": SetsEnvironment, "proxy": SetsProxy, "hosts": SetsHosts, "name": Renames}

// varyingOpen reports whether an argument waits for a caller: the function around is a binding.
func (s *Site) varyingOpen() bool {
	for _, v := range s.values {
		if v.Open() {
			return true
		}
	}
	return false
}

// endsMachine reports whether the flags of ExitWindowsEx say more than that the caller's own session ends.
func (s *Site) endsMachine() bool {
	const all = "EWX_SHUTDOWN EWX_REBOOT EWX_POWEROFF EWX_RESTARTAPPS EWX_HYBRID_SHUTDOWN"
	var bits int64
	for name := range strings.FieldsSeq(all) {
		bits |= s.pkg.Constant(name)
	}
	for _, t := range s.values["flags"] {
		if n, ok := (names.Values{t}).Int(); ok && n&bits != 0 {
			return true
		}
	}
	return len(s.pkg.Bits(s.exprs["flags"], bits)) > 0
}

// here reports whether the role, which names a machine, certainly names this one.
func (s *Site) here(role winapi.Role) bool {
	for _, t := range s.values[role] {
		if known, ok := t.Known(); !t.Null() && (!ok || known != "") {
			return false
		}
	}
	return true
}

// machineKey returns the setting of the machine that a key of the registry, opened to be written, holds.
func (s *Site) machineKey() (HostEffect, string) {
	root, ok := s.Int("root")
	if !ok || uint32(root) != uint32(s.pkg.Constant("HKEY_LOCAL_MACHINE")) {
		return 0, ""
	}
	if _, has := s.Fact.Roles["access"]; has {
		if n, known := s.Int("access"); !known || n&(s.pkg.Constant("KEY_SET_VALUE")|genericAll) == 0 {
			return 0, ""
		}
	} else if !s.Fact.Has(winapi.WriteKey) {
		return 0, ""
	}
	for _, t := range s.values["path"] {
		if e := settingEffects[s.pkg.cat.MachineSetting(`\`+t.String())]; e != 0 {
			return e, `HKEY_LOCAL_MACHINE\` + t.String()
		}
	}
	return 0, ""
}

// GENERIC_WRITE and GENERIC_ALL of an access mask.
const (
	genericWrite = 0x40000000
	genericAll   = genericWrite | 0x10000000
)

// machineFile returns the setting of the machine that a file, opened to be written or put in place, holds.
func (s *Site) machineFile() (HostEffect, string) {
	switch s.Fact.Is[winapi.OpenFile] {
	case "read", "temp", "field":
		return 0, ""
	case "flags":
		role, bits := winapi.Role("flags"), int64(3) // O_WRONLY, O_RDWR
		if _, native := s.Fact.Roles["access"]; native {
			role, bits = "access", genericAll
		}
		if n, known := s.Int(role); !known || n&bits == 0 {
			return 0, ""
		}
	}
	for _, t := range s.values["name"] {
		if e := settingEffects[s.pkg.cat.MachineSetting(t.String())]; e != 0 {
			return e, t.String()
		}
	}
	return 0, ""
}

// stopsService judges a control that is sent to a service. Which one it is need not be known, but a program that installs,
// updates or removes its own service has to stop it.
func (s *Site) stopsService() (HostAction, bool) {
	a := HostAction{Effect: StopsService, What: s.Name(), Unsure: true}
	if s.Fact.Is[winapi.ControlService] != "control" || s.forSetup() {
		return a, false
	}
	if _, has := s.Fact.Roles["control"]; has {
		n, ok := s.Int("control")
		return a, ok && n == s.pkg.Constant("SERVICE_CONTROL_STOP")
	}
	return a, true
}

// userService judges a service that is registered to run as the user who registers it.
func (s *Site) userService() (HostAction, bool) {
	name, ok := s.values["name"].Known()
	a := HostAction{Effect: RegistersService, What: `service "` + name + `"`, Name: name}
	if !ok {
		return a, false
	}
	account := s.values["account"]
	if x := s.exprs["config"]; x != nil {
		s.pkg.mu.Lock()
		defer s.pkg.mu.Unlock()
		for _, y := range s.pkg.set(x, winapi.CreateService)["account"] {
			account = names.Union(account, s.pkg.eval.Eval(y))
		}
	}
	return a, perUser(account)
}

// setupWords name what installs and removes programs.
var setupWords = set("install installer uninstall uninstaller setup upgrade upgrader update updater deploy remove delete unregister register reinstall cleanup")

// forSetup reports whether the names around the site say that it installs, updates or removes a program.
func (s *Site) forSetup() bool {
	for f := s.In; f != nil; f = f.Parent {
		if f.Obj != nil {
			list := append(nameWords(f.Obj.Name()), nameWords(typeName(receiver(f)))...)
			return hasWord(append(list, nameWords(s.pkg.Code.Types.Name())...), setupWords)
		}
	}
	return false
}

// WithUser reports whether the function around the site deals with the person at the desktop: it asks or tells something, or
// takes the account that it runs as, or its registry hive, for the user's.
func (s *Site) WithUser() bool {
	outer := outermost(s.In)
	return slices.ContainsFunc(s.pkg.sites, func(t *Site) bool {
		if t.Fact == nil || outermost(t.In) != outer {
			return false
		}
		switch t.Fact.Is[winapi.UI] {
		case "messagebox", "taskdialog", "dialog", "consent", "prompt", "toast", "tray":
			return true
		}
		if t.Fact.Has(winapi.Account) {
			return true
		}
		root, ok := t.Int("root")
		return ok && t.Fact.Has(winapi.OpenKey) && uint32(root) == uint32(s.pkg.Constant("HKEY_CURRENT_USER"))
	})
}
