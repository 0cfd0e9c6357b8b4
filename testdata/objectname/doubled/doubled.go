// Package doubled shows a doubled backslash in the value, typically from a raw string: it fails with ERROR_INVALID_NAME.
package doubled

import "golang.org/x/sys/windows"

// Raw is the typical form.
func Raw() windows.Handle {
	return event(`Global\\QueueDrained`) // want `error: .*backslash.* \(objectname\)`
}

// Interpreted has two backslashes in its value too.
func Interpreted() windows.Handle {
	return event("Local\\\\QueueFilled") // want "error: .*backslash.* \\(objectname\\)"
}

// CaseToo has both faults; one finding, one fix.
func CaseToo() windows.Handle {
	return event(`global\\QueueStuck`) // want `error: .*global.* \(objectname\)`
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}
