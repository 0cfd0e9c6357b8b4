// Package wrongcase shows prefixes in the wrong case: the keywords are case sensitive, so creation fails with
// ERROR_PATH_NOT_FOUND.
package wrongcase

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// Lower is Global in lower case.
func Lower() windows.Handle {
	return event("global\\CacheReset") // want "error: .*case.* \\(objectname\\)"
}

// Upper is Local in upper case, in a raw string.
func Upper() windows.Handle {
	return event(`LOCAL\CacheGrown`) // want `error: .*case.* \(objectname\)`
}

// Format is a format string.
func Format(shard int) windows.Handle {
	name := fmt.Sprintf("GLOBAL\\CacheShard-%d", shard) // want "error: .*case.* \\(objectname\\)"
	return event(name)
}

// Opened shows that also a name which is only opened is judged: nobody can have created it.
func Opened() windows.Handle {
	event, _ := windows.OpenEvent(windows.SYNCHRONIZE, false, windows.StringToUTF16Ptr(`gLobal\CacheFull`)) // want `error: .*case.* \(objectname\)`
	return event
}

func event(name string) windows.Handle {
	handle, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return handle
}
