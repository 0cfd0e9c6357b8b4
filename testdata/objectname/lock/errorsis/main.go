// Command errorsis: a lock that asks errors.Is, on an event.
package main

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
)

func main() {
	name := windows.StringToUTF16Ptr(`Global\LockErrorsIs`) // want `warning: .*LockErrorsIs.* \(objectname\)`
	_, err := windows.CreateEvent(nil, 1, 0, name)
	if errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
		fmt.Println("already running")
		return
	}
	fmt.Println("first")
}
