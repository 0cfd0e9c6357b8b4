// Command whiteboard settles in which context package board runs.
package main

import (
	"fyne.io/systray"
	"golang.org/x/sys/windows"

	"rdslint.example/testdata/sharedmem/crossing/board"
)

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	pixels := board.Pixels() // want:package `error: .*BoardPixels.* \(sharedmem\)`
	systray.SetTitle("Whiteboard")
	windows.CloseHandle(pixels)
}
