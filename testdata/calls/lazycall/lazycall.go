// Package lazycall calls (*LazyProc).Call, of x/sys and of package syscall, on procedures in package variables.
package lazycall

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	kernel32    = windows.NewLazySystemDLL("kernel32.dll")
	createEvent = kernel32.NewProc("CreateEventW")

	createMutex = syscall.NewLazyDLL("KERNEL32").NewProc("CreateMutexW")
	createTimer = windows.NewLazyDLL("api-ms-win-core-synch-l1-2-0.dll").NewProc("CreateWaitableTimerExW")
)

// Open makes the objects.
func Open() {
	createEvent.Call(0, 1, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("LazyEvent")))) // want "warning: .*LazyEvent.* \\(objectname\\)"
	createMutex.Call(0, 0, uintptr(unsafe.Pointer(syscall.StringToUTF16Ptr("LazyMutex"))))    // want "warning: .*LazyMutex.* \\(objectname\\)"
	createTimer.Call(0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("LazyTimer"))), 0, 0) // want "warning: .*LazyTimer.* \\(objectname\\)"

	local := windows.NewLazySystemDLL("kernel32.dll").NewProc("CreateSemaphoreW")
	name := windows.StringToUTF16("LazySemaphore") // want "warning: .*LazySemaphore.* \\(objectname\\)"
	local.Call(0, 1, 1, uintptr(unsafe.Pointer(&name[0])))
}
