// Package unnamed shows nil and empty names. Silent.
package unnamed

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var createMutex = windows.NewLazySystemDLL("kernel32.dll").NewProc("CreateMutexW")

// All creates objects without a name.
func All() {
	windows.CreateEvent(nil, 1, 0, nil)
	windows.CreateMutex(nil, false, nil)
	windows.CreateJobObject(nil, nil)
	windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(""))
	createMutex.Call(0, 0, 0)
	createMutex.Call(0, 0, uintptr(unsafe.Pointer(nil)))
	named("")
}

func named(name string) {
	var text *uint16
	if name != "" {
		text = windows.StringToUTF16Ptr(name)
	}
	windows.CreateMutex(nil, false, text)
}
