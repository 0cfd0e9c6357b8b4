// Package stamp is called by a service and by a session program: a warning, and no fix, since another context of the
// module uses the name.
package stamp

import "golang.org/x/sys/windows"

// Changed returns the event that is set when the stamps change.
func Changed() windows.Handle {
	event, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr("StampsChanged")) // want "warning: .*StampsChanged.* \\(objectname\\)"
	return event
}
