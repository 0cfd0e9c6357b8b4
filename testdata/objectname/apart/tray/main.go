// Command tray is the session half of a pair whose objects never meet.
package main

import (
	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	systray.Run(watch, func() {})
}

func watch() {
	found, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr("PatchFound")) // want:module "error: .*PatchFound.* \\(objectname\\)" want:package "note: .*PatchFound.* \\(objectname\\)"
	go windows.WaitForSingleObject(found, windows.INFINITE)
	installed, _ := windows.OpenEvent(windows.SYNCHRONIZE, false, windows.StringToUTF16Ptr(`Local\PatchInstalled`)) // want:module "error: .*PatchInstalled.* \\(objectname\\)"
	go windows.WaitForSingleObject(installed, windows.INFINITE)
}
