// Package syscalln calls syscall.SyscallN with a procedure's address.
package syscalln

import (
	"syscall"
	"unsafe"
)

var createMutex = syscall.NewLazyDLL("kernel32.dll").NewProc("CreateMutexW")

// Open makes the objects.
func Open() uintptr {
	name, _ := syscall.UTF16PtrFromString("SyscallNMutex") // want "warning: .*SyscallNMutex.* \\(objectname\\)"
	mutex, _, _ := syscall.SyscallN(createMutex.Addr(), 0, 0, uintptr(unsafe.Pointer(name)))
	return mutex
}
