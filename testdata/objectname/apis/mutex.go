package apis

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	createMutexA   = kernel32.NewProc("CreateMutexA")
	createMutexW   = kernel32.NewProc("CreateMutexW")
	createMutexExA = kernel32.NewProc("CreateMutexExA")
	createMutexExW = kernel32.NewProc("CreateMutexExW")
	openMutexA     = kernel32.NewProc("OpenMutexA")
	openMutexW     = kernel32.NewProc("OpenMutexW")
)

// Mutexes uses the functions of mutex objects.
func Mutexes() {
	createMutexA.Call(0, 0, uintptr(unsafe.Pointer(ansi("ApiMutex"))))                 // want "warning: .*ApiMutex.* \\(objectname\\)"
	createMutexW.Call(0, 0, uintptr(unsafe.Pointer(wide("ApiMutex"))))                 // want "warning: .*ApiMutex.* \\(objectname\\)"
	createMutexExA.Call(0, uintptr(unsafe.Pointer(ansi("ApiMutex"))), 0, 0x1F0001)     // want "warning: .*ApiMutex.* \\(objectname\\)"
	createMutexExW.Call(0, uintptr(unsafe.Pointer(wide("ApiMutex"))), 0, 0x1F0001)     // want "warning: .*ApiMutex.* \\(objectname\\)"
	openMutexA.Call(windows.SYNCHRONIZE, 0, uintptr(unsafe.Pointer(ansi("ApiMutex")))) // want "warning: .*ApiMutex.* \\(objectname\\)"
	openMutexW.Call(windows.SYNCHRONIZE, 0, uintptr(unsafe.Pointer(wide("ApiMutex")))) // want "warning: .*ApiMutex.* \\(objectname\\)"
	windows.CreateMutex(nil, false, wide("ApiMutex"))                                  // want "warning: .*ApiMutex.* \\(objectname\\)"
	windows.CreateMutexEx(nil, wide("ApiMutex"), 0, windows.MUTEX_ALL_ACCESS)          // want "warning: .*ApiMutex.* \\(objectname\\)"
	windows.OpenMutex(windows.SYNCHRONIZE, false, wide("ApiMutex"))                    // want "warning: .*ApiMutex.* \\(objectname\\)"
}
