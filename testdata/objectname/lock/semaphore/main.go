// Command semaphore: a lock made of a semaphore; and the second instance refuses by a panic.
package main

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

var createSemaphore = windows.NewLazySystemDLL("kernel32.dll").NewProc("CreateSemaphoreW")

func main() {
	name := windows.StringToUTF16Ptr(`Global\LockSemaphore`) // want `warning: .*LockSemaphore.* \(objectname\)`
	if _, _, err := createSemaphore.Call(0, 1, 1, uintptr(unsafe.Pointer(name))); err == windows.ERROR_ALREADY_EXISTS {
		panic("already running")
	}
	fmt.Println("first")
}
