// Command backuptray is the session program that sets the shared name.
package main

import (
	"fyne.io/systray"
	"golang.org/x/sys/windows"

	"rdslint.example/testdata/objectname/apartconst/internal/names"
)

func main() {
	systray.Run(func() { systray.SetTitle("Backup") }, wake)
}

func wake() {
	event, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr(names.Wake)) // want:package "note: .*BackupWake.* \\(objectname\\)"
	windows.SetEvent(event)
}
