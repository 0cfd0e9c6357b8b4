// Package proccall calls (*Proc).Call on procedures of libraries that are loaded at once.
package proccall

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

var createMutex = syscall.MustLoadDLL("kernel32.dll").MustFindProc("CreateMutexW")

// Must uses MustLoadDLL and MustFindProc.
func Must() {
	createMutex.Call(0, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("ProcMust")))) // want "warning: .*ProcMust.* \\(objectname\\)"
}

// Find uses LoadDLL and FindProc.
func Find() error {
	kernel32, err := windows.LoadDLL("kernel32.dll")
	if err != nil {
		return err
	}
	defer kernel32.Release()
	createEvent, err := kernel32.FindProc("CreateEventA")
	if err != nil {
		return err
	}
	name, err := windows.BytePtrFromString("ProcFind") // want "warning: .*ProcFind.* \\(objectname\\)"
	if err != nil {
		return err
	}
	event, _, err := createEvent.Call(0, 1, 0, uintptr(unsafe.Pointer(name)))
	if event == 0 {
		return err
	}
	return nil
}
