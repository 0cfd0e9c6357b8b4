// Package watch has Windows call back.
package watch

import (
	"github.com/pkg/browser"
	"golang.org/x/sys/windows"
)

var subscribe = windows.NewLazySystemDLL("powrprof.dll").NewProc("PowerRegisterSuspendResumeNotification")

type parameters struct{ callback, context uintptr }

// Power is called back when the machine wakes up.
func Power() {
	p := &parameters{callback: windows.NewCallback(woken)}
	subscribe.Call(2, p.callback, 0)
}

func woken(context, kind, setting uintptr) uintptr {
	browser.OpenURL("https://example.com/woken") // want:module `error: .*OpenURL.* \(serviceui\)`
	return 0
}

// Windows lists windows.
func Windows() error {
	return windows.EnumWindows(windows.NewCallback(func(window, parameter uintptr) uintptr {
		browser.OpenURL("https://example.com/window")
		return 1
	}), nil)
}
