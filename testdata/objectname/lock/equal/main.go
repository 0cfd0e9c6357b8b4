// Command equal: a lock that compares the error of x/sys with ERROR_ALREADY_EXISTS.
package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

func main() {
	name := windows.StringToUTF16Ptr(`Global\LockEqual`) // want `warning: .*LockEqual.* \(objectname\)`
	mutex, err := windows.CreateMutex(nil, false, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		windows.CloseHandle(mutex)
		os.Exit(0)
	}
	fmt.Println("first")
}
