// Package ignored shows findings that the author has answered.
package ignored

import "golang.org/x/sys/windows"

// Above is ignored by the line above.
func Above() windows.Handle {
	//rdslint:ignore objectname version 1 clients use this name
	return event("IgnoredAbove")
}

// Beside is ignored on the line itself.
func Beside() windows.Handle {
	return event("IgnoredBeside") //rdslint:ignore objectname version 1 clients use this name
}

// Tabs is ignored as well.
func Tabs() windows.Handle {
	return event("IgnoredTabs") //rdslint:ignore	objectname	version 1 clients use this name
}

// Linter is ignored for the linter as a whole.
func Linter() windows.Handle {
	return event("IgnoredLinter") //nolint:rdslint // version 1 clients use this name
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}
