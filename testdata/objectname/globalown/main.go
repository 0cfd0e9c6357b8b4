// Command globalown shows a Global\ name that session code creates as an object of its own: two users' instances signal
// each other.
package main

import (
	"fmt"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

const version = 3

func main() {
	systray.Run(onReady, onExit)
}

func onReady() {
	show, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr("Global\\NotesShow")) // want "warning: .*NotesShow.* \\(objectname\\)"
	go windows.WaitForSingleObject(show, windows.INFINITE)
}

func onExit() {
	closed := fmt.Sprintf(`Global\NotesClosed-v%d`, version) // want `warning: .*NotesClosed.* \(objectname\)`
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(closed))
	windows.SetEvent(event)
}
