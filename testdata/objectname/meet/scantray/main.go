// Command scantray is the session half of a pair whose objects meet.
package main

import (
	"fyne.io/systray"
	"golang.org/x/sys/windows"

	"rdslint.example/testdata/objectname/meet/internal/names"
)

func main() {
	systray.Run(func() { systray.SetTitle("Scan") }, scanNow)
}

func scanNow() {
	set(names.Scan)
	set(`Global\ScanPaused`)
}

func set(name string) {
	event, err := windows.OpenEvent(windows.EVENT_MODIFY_STATE, false, windows.StringToUTF16Ptr(name))
	if err != nil {
		return
	}
	windows.SetEvent(event)
	windows.CloseHandle(event)
}
