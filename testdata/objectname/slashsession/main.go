// Command slashsession shows a slash in session code: the fix keeps the object where it is, in the session.
package main

import (
	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	lock := windows.StringToUTF16Ptr("Global/FontPickerOnce") // want "error: .*slash.* \\(objectname\\)"
	if _, err := windows.CreateMutex(nil, false, lock); err == windows.ERROR_ALREADY_EXISTS {
		return
	}
	systray.Run(func() { systray.SetTitle("Fonts") }, func() {})
}
