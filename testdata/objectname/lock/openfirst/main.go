// Command openfirst: a lock that opens the mutex first, and ends where that succeeds.
package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

func main() {
	name := windows.StringToUTF16Ptr(`Global\LockOpenFirst`) // want `warning: .*LockOpenFirst.* \(objectname\)`
	if other, err := windows.OpenMutex(windows.SYNCHRONIZE, false, name); err == nil {
		windows.CloseHandle(other)
		os.Exit(0)
	}
	mutex, _ := windows.CreateMutex(nil, true, name)
	defer windows.CloseHandle(mutex)
	fmt.Println("first")
}
