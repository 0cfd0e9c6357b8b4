// Command boolhelper: a lock whose outcome a helper returns; its caller decides.
package main

import (
	"fmt"

	"golang.org/x/sys/windows"
)

func main() {
	if alreadyRunning() {
		return
	}
	fmt.Println("first")
}

func alreadyRunning() bool {
	name := windows.StringToUTF16Ptr(`Global\LockBoolHelper`) // want `warning: .*LockBoolHelper.* \(objectname\)`
	_, err := windows.CreateMutex(nil, false, name)
	return err == windows.ERROR_ALREADY_EXISTS
}
