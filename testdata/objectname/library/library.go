// Package library shows an exported helper that nobody in the module calls: judged by itself, with unknown context. A
// modular driver reports it too, since its meaning depends on who runs it.
package library

import "golang.org/x/sys/windows"

// Gate returns the event that holds back the workers.
func Gate() windows.Handle {
	return event("WorkersGate") // want "warning: .*WorkersGate.* \\(objectname\\)"
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}

// unused is never called, so nothing is said.
func unused() windows.Handle {
	return event("WorkersUnused")
}
