// Command switcherror: a lock that decides in a switch.
package main

import (
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

var createMutex = syscall.NewLazyDLL("kernel32.dll").NewProc("CreateMutexW")

func main() {
	name, _ := syscall.UTF16PtrFromString(`Global\LockSwitch`) // want `warning: .*LockSwitch.* \(objectname\)`
	_, _, err := createMutex.Call(0, 1, uintptr(unsafe.Pointer(name)))
	switch err {
	case syscall.ERROR_ALREADY_EXISTS:
		os.Exit(1)
	case syscall.Errno(0):
		fmt.Println("first")
	default:
		panic(err)
	}
}
