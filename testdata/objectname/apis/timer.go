package apis

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	createWaitableTimerA   = kernel32.NewProc("CreateWaitableTimerA")
	createWaitableTimerW   = kernel32.NewProc("CreateWaitableTimerW")
	createWaitableTimerExA = kernel32.NewProc("CreateWaitableTimerExA")
	createWaitableTimerExW = kernel32.NewProc("CreateWaitableTimerExW")
	openWaitableTimerA     = kernel32.NewProc("OpenWaitableTimerA")
	openWaitableTimerW     = kernel32.NewProc("OpenWaitableTimerW")
)

// Timers uses the functions of waitable timer objects.
func Timers() {
	createWaitableTimerA.Call(0, 1, uintptr(unsafe.Pointer(ansi("ApiTimer"))))                 // want "warning: .*ApiTimer.* \\(objectname\\)"
	createWaitableTimerW.Call(0, 1, uintptr(unsafe.Pointer(wide("ApiTimer"))))                 // want "warning: .*ApiTimer.* \\(objectname\\)"
	createWaitableTimerExA.Call(0, uintptr(unsafe.Pointer(ansi("ApiTimer"))), 0, 0x1F0003)     // want "warning: .*ApiTimer.* \\(objectname\\)"
	createWaitableTimerExW.Call(0, uintptr(unsafe.Pointer(wide("ApiTimer"))), 0, 0x1F0003)     // want "warning: .*ApiTimer.* \\(objectname\\)"
	openWaitableTimerA.Call(windows.SYNCHRONIZE, 0, uintptr(unsafe.Pointer(ansi("ApiTimer")))) // want "warning: .*ApiTimer.* \\(objectname\\)"
	openWaitableTimerW.Call(windows.SYNCHRONIZE, 0, uintptr(unsafe.Pointer(wide("ApiTimer")))) // want "warning: .*ApiTimer.* \\(objectname\\)"
}
