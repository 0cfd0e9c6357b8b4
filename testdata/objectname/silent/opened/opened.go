// Package opened shows names that code only opens and another product owns: their owner chose them. Silent.
package opened

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var openEvent = windows.NewLazySystemDLL("kernel32.dll").NewProc("OpenEventW")

// Installing says whether Windows Installer is at work.
func Installing() bool {
	mutex, err := windows.OpenMutex(windows.SYNCHRONIZE, false, windows.StringToUTF16Ptr(`Global\_MSIExecute`))
	if err != nil {
		return false
	}
	windows.CloseHandle(mutex)
	return true
}

// Shell says whether the shell of this session is up.
func Shell() bool {
	event, _, _ := openEvent.Call(windows.SYNCHRONIZE, 0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("ShellDesktopSwitchEvent"))))
	return event != 0
}
