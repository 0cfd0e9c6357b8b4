// Command twins is a tray program. Who opens its event names it in another package, so that one text cannot be changed alone.
package main

import (
	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	h, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr(`Global\twins-show`)) // want `warning: named event .* is one object for all sessions.* \(objectname\)`
	go func() {
		for {
			if _, err := windows.WaitForSingleObject(h, windows.INFINITE); err != nil {
				return
			}
		}
	}()
	systray.Run(func() {}, nil)
}
