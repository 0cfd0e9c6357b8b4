// Command session shows a missing prefix in code that runs only in sessions: a note, it works.
package main

import (
	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	systray.SetTitle("Clock")
	refresh, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr("ClockRefresh")) // want "note: .*ClockRefresh.* \\(objectname\\)"
	go func() {
		for {
			windows.WaitForSingleObject(refresh, windows.INFINITE)
			systray.SetTooltip("refreshed")
		}
	}()
}
