// Package gates has an exported function that no program of the module calls.
package gates

import "golang.org/x/sys/windows"

// Hello is called.
func Hello() {}

// Forgotten is not called; one package alone cannot know that.
func Forgotten() windows.Handle {
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr("ForgottenGate")) // want:package "warning: .*ForgottenGate.* \\(objectname\\)"
	return event
}
