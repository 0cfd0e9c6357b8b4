package apis

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	createSemaphoreA   = kernel32.NewProc("CreateSemaphoreA")
	createSemaphoreW   = kernel32.NewProc("CreateSemaphoreW")
	createSemaphoreExA = kernel32.NewProc("CreateSemaphoreExA")
	createSemaphoreExW = kernel32.NewProc("CreateSemaphoreExW")
	openSemaphoreA     = kernel32.NewProc("OpenSemaphoreA")
	openSemaphoreW     = kernel32.NewProc("OpenSemaphoreW")
)

// Semaphores uses the functions of semaphore objects.
func Semaphores() {
	createSemaphoreA.Call(0, 4, 4, uintptr(unsafe.Pointer(ansi("ApiSemaphore"))))                // want "warning: .*ApiSemaphore.* \\(objectname\\)"
	createSemaphoreW.Call(0, 4, 4, uintptr(unsafe.Pointer(wide("ApiSemaphore"))))                // want "warning: .*ApiSemaphore.* \\(objectname\\)"
	createSemaphoreExA.Call(0, 4, 4, uintptr(unsafe.Pointer(ansi("ApiSemaphore"))), 0, 0x1F0003) // want "warning: .*ApiSemaphore.* \\(objectname\\)"
	createSemaphoreExW.Call(0, 4, 4, uintptr(unsafe.Pointer(wide("ApiSemaphore"))), 0, 0x1F0003) // want "warning: .*ApiSemaphore.* \\(objectname\\)"
	openSemaphoreA.Call(windows.SYNCHRONIZE, 0, uintptr(unsafe.Pointer(ansi("ApiSemaphore"))))   // want "warning: .*ApiSemaphore.* \\(objectname\\)"
	openSemaphoreW.Call(windows.SYNCHRONIZE, 0, uintptr(unsafe.Pointer(wide("ApiSemaphore"))))   // want "warning: .*ApiSemaphore.* \\(objectname\\)"
}
