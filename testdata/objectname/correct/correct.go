// Package correct shows that a value is judged, not its spelling: all of these are right.
package correct

import (
	"fmt"

	"golang.org/x/sys/windows"
)

const (
	global = `Global` + separator
	local  = "Local\\"

	separator = `\`
)

// All creates one object for each way to write a prefix.
func All(part string) {
	event("Global\\GridInterpreted")
	event(`Global\GridRaw`)
	event("\x47lobal\u005cGridEscaped")
	event(global + "GridConstant")
	event(local + part)
	event(fmt.Sprintf("Local\\Grid-%s", part))
	event(fmt.Sprintf("%s%s", local, part))
	event(fmt.Sprintf("%s\\%s", "Global", part))
	event("Global" + part) // part may go on with a backslash
	event("Gl" + part)
	event(`Local\Grid/With/Slashes`)
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}
