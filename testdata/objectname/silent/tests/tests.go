// Package tests shows a test file: judged only on request.
package tests

import "golang.org/x/sys/windows"

// Event returns the event with that name.
func Event(name string) windows.Handle {
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return event
}
