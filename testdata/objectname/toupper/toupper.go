// Package toupper shows a name whose literal cannot take the prefix, since a function changes it on the way. No fix.
package toupper

import (
	"strings"

	"golang.org/x/sys/windows"
)

// Ready returns the event that says so.
func Ready() windows.Handle {
	name := strings.ToUpper("RenderReady") // want "warning: .*(?i:RenderReady).* \\(objectname\\)"
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return event
}
