package apis

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	createEventA   = kernel32.NewProc("CreateEventA")
	createEventW   = kernel32.NewProc("CreateEventW")
	createEventExA = kernel32.NewProc("CreateEventExA")
	createEventExW = kernel32.NewProc("CreateEventExW")
	openEventA     = kernel32.NewProc("OpenEventA")
	openEventW     = kernel32.NewProc("OpenEventW")
)

// Events uses the functions of event objects.
func Events() {
	createEventA.Call(0, 1, 0, uintptr(unsafe.Pointer(ansi("ApiEvent"))))                          // want "warning: .*ApiEvent.* \\(objectname\\)"
	createEventW.Call(0, 1, 0, uintptr(unsafe.Pointer(wide("ApiEvent"))))                          // want "warning: .*ApiEvent.* \\(objectname\\)"
	createEventExA.Call(0, uintptr(unsafe.Pointer(ansi("ApiEvent"))), 0, windows.EVENT_ALL_ACCESS) // want "warning: .*ApiEvent.* \\(objectname\\)"
	createEventExW.Call(0, uintptr(unsafe.Pointer(wide("ApiEvent"))), 0, windows.EVENT_ALL_ACCESS) // want "warning: .*ApiEvent.* \\(objectname\\)"
	openEventA.Call(windows.SYNCHRONIZE, 0, uintptr(unsafe.Pointer(ansi("ApiEvent"))))             // want "warning: .*ApiEvent.* \\(objectname\\)"
	openEventW.Call(windows.SYNCHRONIZE, 0, uintptr(unsafe.Pointer(wide("ApiEvent"))))             // want "warning: .*ApiEvent.* \\(objectname\\)"
	windows.CreateEvent(nil, 1, 0, wide("ApiEvent"))                                               // want "warning: .*ApiEvent.* \\(objectname\\)"
	windows.CreateEventEx(nil, wide("ApiEvent"), 0, windows.EVENT_ALL_ACCESS)                      // want "warning: .*ApiEvent.* \\(objectname\\)"
	windows.OpenEvent(windows.SYNCHRONIZE, false, wide("ApiEvent"))                                // want "warning: .*ApiEvent.* \\(objectname\\)"
}
