// Package funcvar calls through function variables.
package funcvar

import "golang.org/x/sys/windows"

var createEvent = windows.CreateEvent

type hooks struct {
	open func(name string) windows.Handle
}

// Open makes the objects.
func Open() {
	createEvent(nil, 1, 0, windows.StringToUTF16Ptr("VarPackage")) // want "warning: .*VarPackage.* \\(objectname\\)"

	createMutex := windows.CreateMutex
	createMutex(nil, false, windows.StringToUTF16Ptr("VarLocal")) // want "warning: .*VarLocal.* \\(objectname\\)"

	h := hooks{open: open}
	h.open("VarField") // want "warning: .*VarField.* \\(objectname\\)"

	with("VarParameter", open) // want "warning: .*VarParameter.* \\(objectname\\)"
}

func with(name string, f func(string) windows.Handle) { f(name) }

func open(name string) windows.Handle {
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return event
}
