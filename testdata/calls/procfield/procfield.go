// Package procfield keeps its procedures in the fields of a struct.
package procfield

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

type api struct {
	createMutex *windows.LazyProc
	createEvent *syscall.LazyProc
}

func newAPI() *api {
	kernel32 := windows.NewLazySystemDLL("kernel32.dll")
	a := &api{createMutex: kernel32.NewProc("CreateMutexW")}
	a.createEvent = syscall.NewLazyDLL("kernel32.dll").NewProc("CreateEventW")
	return a
}

// Open makes the objects.
func Open() {
	a := newAPI()
	a.createMutex.Call(0, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("FieldMutex"))))    // want "warning: .*FieldMutex.* \\(objectname\\)"
	a.createEvent.Call(0, 1, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("FieldEvent")))) // want "warning: .*FieldEvent.* \\(objectname\\)"
}
