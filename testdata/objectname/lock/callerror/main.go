// Command callerror: a lock that reads the last error of Call, as a number.
package main

import (
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

var createMutex = syscall.NewLazyDLL("kernel32.dll").NewProc("CreateMutexW")

func main() {
	name, _ := syscall.UTF16PtrFromString(`Global\LockCallError`) // want `warning: .*LockCallError.* \(objectname\)`
	_, _, err := createMutex.Call(0, 1, uintptr(unsafe.Pointer(name)))
	if int(err.(syscall.Errno)) == 183 {
		fmt.Println("only one instance is allowed")
		os.Exit(1)
	}
	fmt.Println("first")
}
