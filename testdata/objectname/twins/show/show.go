// Package show asks the tray program for its window, by an event that it names itself.
package show

import "golang.org/x/sys/windows"

// Ask sets the event.
func Ask() error {
	h, err := windows.OpenEvent(windows.EVENT_MODIFY_STATE, false, windows.StringToUTF16Ptr(`Global\twins-show`))
	if err != nil {
		return err
	}
	defer windows.CloseHandle(h)
	return windows.SetEvent(h)
}
