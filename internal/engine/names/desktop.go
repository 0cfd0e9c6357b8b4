package names

import (
	"go/ast"
	"strings"

	"github.com/rdslint/rdslint/internal/winapi"
)

// The texts of the Object segments that stand for what a person sits at.
const (
	Stdin   = "standard input" // also behind readers that buffer it
	Console = "console"        // standard output and standard error
	Screen  = "screen"         // the device context or the window of the whole desktop
)

// The texts of the Path segments whose place tells less, or more, than that they lie in the user's profile.
const (
	Executable = "executable" // the program's own file
	Machine    = "machine"    // the same for all users
	Temporary  = "temporary"  // on an RD Session Host it is the session's own, unless the administrator says otherwise
	Working    = "working"    // where the program was started
	Somewhere  = "somewhere"  // a folder that is asked for by its id
)

// places gives the texts for the kinds of [winapi.ProfilePath].
var places = map[string]string{
	"exe": Executable, "machine": Machine, "system": Machine, "temp": Temporary, "work": Working, "csidl": Somewhere,
	"known": Somewhere,
}

// OfEnvironment returns the text for the place that the environment variable name holds.
func OfEnvironment(name string, v winapi.EnvVar) string {
	switch name = strings.ToUpper(name); {
	case v.Scope == "machine":
		return Machine
	case name == "TEMP", strings.HasPrefix(name, "TMP"):
		return Temporary
	}
	return ""
}

// desktop returns the segment for a variable of the catalogue that is one of them.
func desktop(f *winapi.Func) (Segment, bool) {
	if _, ok := f.Is[winapi.Stdin]; ok {
		return Segment{Kind: Object, Text: Stdin}, true
	}
	if f.Is[winapi.Print] == "file" {
		return Segment{Kind: Object, Text: Console}, true
	}
	return Segment{}, false
}

// desktop returns the value of a call that gives one of them or wraps it, or nil.
func (e *Evaluator) desktop(call *ast.CallExpr, f *winapi.Func) Values {
	if f.Is[winapi.WrapReader] == "buffer" {
		if x := e.role(call, f, "reader"); x != nil {
			return e.Eval(x)
		}
	}
	offset := 0
	if _, ok := f.Is[winapi.Invoke]; ok {
		if f, offset = e.Callee(call); f == nil {
			return nil
		}
	}
	switch f.Is[winapi.Draw] {
	case "desktop":
		return One(Segment{Kind: Object, Text: Screen})
	case "dc":
		i, ok := f.Roles["window"]
		if !ok {
			return nil
		}
		x, _ := e.ArgumentExpr(call, i+offset)
		if x == nil {
			return nil
		}
		v := e.Eval(x)
		if n, ok := v.Int(); ok && n == 0 || v.Is(Screen) {
			return One(Segment{Kind: Object, Text: Screen})
		}
		if len(v) == 1 && len(v[0]) == 1 && v[0][0].Kind == Param {
			return One(deviceContext(v[0][0]))
		}
	case "createdc":
		if i, ok := f.Roles["driver"]; ok {
			if x, _ := e.ArgumentExpr(call, i+offset); x != nil {
				if name, ok := e.Eval(x).Known(); ok && name == "DISPLAY" {
					return One(Segment{Kind: Object, Text: Screen})
				}
			}
		}
	}
	return nil
}

// deviceContext returns the device context of the window that s is: the screen's for no window and the desktop's.
func deviceContext(s Segment) Segment {
	switch {
	case s.Kind == Param:
		s.Shown = true
		return s
	case Text{s}.Null(), s.Kind == Object && s.Text == Screen:
		return Segment{Kind: Object, Text: Screen}
	}
	return Segment{Kind: Unknown}
}

// Is reports whether v can be the object that name stands for, and no other that is known.
func (v Values) Is(name string) bool {
	found := false
	for _, t := range v {
		if len(t) != 1 || t[0].Kind == Nil {
			continue
		}
		if t[0].Kind != Object || t[0].Text != name {
			return false
		}
		found = true
	}
	return found
}
