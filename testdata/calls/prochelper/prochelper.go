// Package prochelper gets its procedures from helpers that take their names.
package prochelper

import (
	"sync"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

var kernel32 = windows.NewLazySystemDLL("kernel32.dll")

func proc(name string) *windows.LazyProc { return kernel32.NewProc(name) }

func mustFind(name string) uintptr {
	proc := kernel32.NewProc(name)
	if err := proc.Find(); err != nil {
		panic(err)
	}
	return proc.Addr()
}

func invoke(name string, args ...uintptr) uintptr {
	result, _, _ := kernel32.NewProc(name).Call(args...)
	return result
}

var createEvent = sync.OnceValue(func() *windows.LazyProc { return kernel32.NewProc("CreateEventW") })

// Open makes the objects.
func Open() {
	proc("CreateMutexW").Call(0, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("HelperProc")))) // want "warning: .*HelperProc.* \\(objectname\\)"

	find := windows.StringToUTF16Ptr("HelperFind") // want "warning: .*HelperFind.* \\(objectname\\)"
	syscall.SyscallN(mustFind("CreateMutexW"), 0, 0, uintptr(unsafe.Pointer(find)))

	invoke("CreateMutexW", 0, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("HelperInvoke")))) // want "warning: .*HelperInvoke.* \\(objectname\\)"

	createEvent().Call(0, 1, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("HelperOnce")))) // want "warning: .*HelperOnce.* \\(objectname\\)"
}
