// Command local: a lock in the session's own namespace, said so. Silent.
package main

import (
	"log"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	name, err := windows.UTF16PtrFromString(`Local\LockLocal`)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := windows.CreateMutex(nil, false, name); err == windows.ERROR_ALREADY_EXISTS {
		return
	}
	systray.Run(func() { systray.SetTitle("Local") }, func() {})
}
