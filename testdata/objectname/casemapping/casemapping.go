// Package casemapping shows a file mapping whose prefix is in the wrong case, outside service code. Spelling is
// objectname's; the fix is the session's namespace.
package casemapping

import "golang.org/x/sys/windows"

// Levels returns the block that holds the meter levels.
func Levels() windows.Handle {
	name := windows.StringToUTF16Ptr(`GLOBAL\MeterLevels`) // want `error: .*case.* \(objectname\)`
	block, _ := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, name)
	return block
}
