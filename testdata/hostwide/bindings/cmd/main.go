// Command cmd is a user's program that uses a binding, by its functions and by their values.
package main

import (
	"github.com/getlantern/systray"
	"golang.org/x/sys/windows"

	. "rdslint.example/testdata/hostwide/bindings/power"
)

type menu struct {
	off func(hibernate, force bool) error
}

func main() { systray.Run(ready, nil) }

func ready() {
	m := menu{off: Suspend}
	m.click("sleep")
	_ = SetSystemTime(&Time{Year: 2030}) // want `warning: SetSystemTime sets the clock .* \(hostwide\)`
	_ = Exit(windows.EWX_LOGOFF)
	defer Exit(windows.EWX_REBOOT)     // want `warning: windows.ExitWindowsEx ends .* \(hostwide\)`
	each(uint32(windows.EWX_SHUTDOWN)) // want `warning: windows.ExitWindowsEx ends .* \(hostwide\)`
}

func (m menu) click(item string) {
	if item == "sleep" {
		go Suspend(false, false) // want `warning: SetSuspendState suspends the host .* \(hostwide\)`
	}
}

func each[T ~uint32](flags T) { _ = Exit(uint32(flags)) }
