// Package getprocaddress calls an address that GetProcAddress gave.
package getprocaddress

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

var createSemaphore uintptr

func init() {
	kernel32, err := syscall.LoadLibrary("kernel32.dll")
	if err != nil {
		return
	}
	createSemaphore, _ = syscall.GetProcAddress(kernel32, "CreateSemaphoreW")
}

// Held calls an address that init keeps in a package variable.
func Held() {
	name := windows.StringToUTF16Ptr("AddressHeld") // want "warning: .*AddressHeld.* \\(objectname\\)"
	syscall.SyscallN(createSemaphore, 0, 1, 1, uintptr(unsafe.Pointer(name)))
}

// Local calls an address that it has just looked up.
func Local() error {
	kernel32, err := windows.LoadLibraryEx("kernel32.dll", 0, windows.LOAD_LIBRARY_SEARCH_SYSTEM32)
	if err != nil {
		return err
	}
	defer windows.FreeLibrary(kernel32)
	createMutex, err := windows.GetProcAddress(kernel32, "CreateMutexW")
	if err != nil {
		return err
	}
	name := windows.StringToUTF16Ptr("AddressLocal") // want "warning: .*AddressLocal.* \\(objectname\\)"
	syscall.Syscall(createMutex, 3, 0, 0, uintptr(unsafe.Pointer(name)))
	return nil
}
