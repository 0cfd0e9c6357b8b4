// Command tray runs in each session, and leaves the work to the service where there is one.
package main

import (
	"fyne.io/systray"

	"rdslint.example/testdata/loopbackport/daemon/ipc"
)

func main() {
	systray.Run(func() {
		if ipc.Alive() && ipc.Controlled() {
			systray.SetTooltip("connected")
			return
		}
		work()
	}, nil)
}

func work() { systray.SetTooltip("on its own") }
