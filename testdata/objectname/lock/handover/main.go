// Command handover: a lock whose second instance first tells the first one to show itself, and then ends.
package main

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

func main() {
	name := windows.StringToUTF16Ptr(`Global\LockHandover`) // want `warning: .*LockHandover.* \(objectname\)`
	show, err := windows.CreateEvent(nil, 0, 0, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		if err := windows.SetEvent(show); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		windows.CloseHandle(show)
		os.Exit(0)
	}
	windows.WaitForSingleObject(show, windows.INFINITE)
}
