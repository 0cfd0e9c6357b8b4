// Command tray is the session program that uses package stamp.
package main

import (
	"fyne.io/systray"
	"golang.org/x/sys/windows"

	"rdslint.example/testdata/objectname/both/internal/stamp"
)

func main() {
	systray.Run(watch, func() {})
}

func watch() {
	go windows.WaitForSingleObject(stamp.Changed(), windows.INFINITE)
}
