// Command anyerror: a lock because x/sys reports ERROR_ALREADY_EXISTS beside a valid handle, and any error ends it.
package main

import (
	"fmt"
	"log"

	"golang.org/x/sys/windows"
)

func main() {
	name := windows.StringToUTF16Ptr(`Global\LockAnyError`) // want `warning: .*LockAnyError.* \(objectname\)`
	if _, err := windows.CreateMutex(nil, false, name); err != nil {
		log.Fatal("another instance is running: ", err)
	}
	fmt.Println("first")
}
