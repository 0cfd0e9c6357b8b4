// Package composite makes its libraries and procedures by composite literals.
package composite

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	kernel32    = &windows.LazyDLL{Name: "kernel32.dll", System: true}
	createMutex = kernel32.NewProc("CreateMutexW")
	oldKernel32 = syscall.LazyDLL{Name: "kernel32.dll"}
	createEvent = oldKernel32.NewProc("CreateEventW")
)

// Open makes the objects.
func Open() {
	createMutex.Call(0, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("CompositeMutex"))))    // want "warning: .*CompositeMutex.* \\(objectname\\)"
	createEvent.Call(0, 1, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("CompositeEvent")))) // want "warning: .*CompositeEvent.* \\(objectname\\)"

	createTimer := syscall.LazyProc{Name: "CreateWaitableTimerW"}
	createTimer.Call(0, 1, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("CompositeTimer")))) // want "warning: .*CompositeTimer.* \\(objectname\\)"
}
