// Package power hands calls on to Windows. Who makes them decides.
package power

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// A Time is a SYSTEMTIME.
type Time struct{ Year, Month, Day uint16 }

var (
	setSuspendState = windows.NewLazySystemDLL("powrprof.dll").NewProc("SetSuspendState")
	setSystemTime   = windows.NewLazySystemDLL("kernel32.dll").NewProc("SetSystemTime")
	setLocalTime    = windows.NewLazySystemDLL("kernel32.dll").NewProc("SetLocalTime")
)

// Suspend puts the system to sleep.
func Suspend(hibernate, force bool) error {
	h := uintptr(0)
	if hibernate {
		h = 1
	}
	f := uintptr(0)
	if force {
		f = 1
	}
	if r, _, err := setSuspendState.Call(h, f, 0); r == 0 {
		return fmt.Errorf("SetSuspendState: %w", err)
	}
	return nil
}

// SetSystemTime sets the clock.
func SetSystemTime(t *Time) bool {
	r, _, _ := setSystemTime.Call(uintptr(unsafe.Pointer(t)))
	return r != 0
}

// SetLocalTime is called by nobody.
func SetLocalTime(t *Time) bool {
	r, _, _ := setLocalTime.Call(uintptr(unsafe.Pointer(t)))
	return r != 0
}

// Exit ends what the flags say.
func Exit(flags uint32) error { return windows.ExitWindowsEx(flags, 0) }
