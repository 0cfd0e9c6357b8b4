// Package raw calls Windows.
package raw

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var createMutex = windows.NewLazySystemDLL("kernel32.dll").NewProc("CreateMutexW")

// CreateMutex calls CreateMutexW.
func CreateMutex(attributes uintptr, owned bool, name string) (uintptr, error) {
	text, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return 0, err
	}
	var initial uintptr
	if owned {
		initial = 1
	}
	handle, _, err := createMutex.Call(attributes, initial, uintptr(unsafe.Pointer(text)))
	return handle, err
}
