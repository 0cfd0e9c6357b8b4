// Command spooltray creates a Global\ object that its service uses: not an object of its own. Seen alone, it looks like one.
package main

import (
	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	systray.Run(func() { systray.SetTitle("Spool") }, flush)
}

func flush() {
	event, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr(`Global\SpoolFlush`)) // want:package "warning: .*SpoolFlush.* \\(objectname\\)"
	windows.SetEvent(event)
}
