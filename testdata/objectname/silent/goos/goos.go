// Package goos shows code that cannot run on Windows. Silent.
package goos

import (
	"runtime"

	"golang.org/x/sys/windows"
)

// Early returns before it creates anything.
func Early() {
	if runtime.GOOS == "windows" {
		return
	}
	event("GoosEarly")
}

// Branch has a branch for another system.
func Branch() {
	if runtime.GOOS != "windows" {
		event("GoosBranch")
	}
	switch runtime.GOOS {
	case "linux":
		event("GoosLinux")
	case "windows":
		event(`Local\GoosWindows`)
	}
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}
