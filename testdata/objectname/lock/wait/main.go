// Command wait: a lock that is decided by WaitForSingleObject without a wait.
package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

func main() {
	name := windows.StringToUTF16Ptr(`Global\LockWait`) // want `warning: .*LockWait.* \(objectname\)`
	mutex, _ := windows.CreateMutex(nil, false, name)
	got, err := windows.WaitForSingleObject(mutex, 0)
	if err != nil || got == uint32(windows.WAIT_TIMEOUT) {
		os.Exit(1)
	}
	defer windows.ReleaseMutex(mutex)
	fmt.Println("first")
}
