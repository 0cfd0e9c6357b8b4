// Command globallock shows the commonest defect: a session program that allows one instance on the whole host, so that the
// second user cannot start it.
package main

import (
	"log"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	name, err := windows.UTF16PtrFromString("Global\\LauncherOnce") // want "warning: .*LauncherOnce.* \\(objectname\\)"
	if err != nil {
		log.Fatal(err)
	}
	mutex, err := windows.CreateMutex(nil, true, name)
	if err == windows.ERROR_ALREADY_EXISTS {
		return
	}
	defer windows.CloseHandle(mutex)
	systray.Run(func() { systray.SetTitle("Launcher") }, func() {})
}
