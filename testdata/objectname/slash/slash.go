// Package slash shows Global/Name and Local/Name: a slash is an ordinary character, so the object is silently in the
// session's own namespace, which the fix says.
package slash

import "golang.org/x/sys/windows"

// GlobalSlash means a global object.
func GlobalSlash() windows.Handle {
	return event("Global/FontsChanged") // want "error: .*slash.* \\(objectname\\)"
}

// LocalSlash means an object of the session.
func LocalSlash() windows.Handle {
	return event(`Local/FontsLoaded`) // want `error: .*slash.* \(objectname\)`
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}
