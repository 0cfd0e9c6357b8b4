// Package reserved shows the prefix Session\, which is the system's.
package reserved

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// First is the first user's.
func First() windows.Handle {
	return event(`Session\1\PaletteReady`) // want `warning: .*reserved.* \(objectname\)`
}

// Of is a session's.
func Of(session uint32) windows.Handle {
	return event(fmt.Sprintf(`Session\%d\PaletteReady`, session)) // want `warning: .*reserved.* \(objectname\)`
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}
