// Command getlasterrorxsys: a lock that asks windows.GetLastError after a call by procedure.
package main

import (
	"fmt"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

var createMutex = windows.NewLazySystemDLL("kernel32.dll").NewProc("CreateMutexW")

func main() {
	name := windows.StringToUTF16Ptr(`Global\LockLastErrorCall`) // want `warning: .*LockLastErrorCall.* \(objectname\)`
	createMutex.Call(0, 0, uintptr(unsafe.Pointer(name)))
	if windows.GetLastError() == windows.ERROR_ALREADY_EXISTS {
		os.Exit(1)
	}
	fmt.Println("first")
}
