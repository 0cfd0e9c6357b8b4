// Package board makes a Global\ block. Seen with its callers, the finding stands here; seen alone, at the call that crosses
// into it.
package board

import "golang.org/x/sys/windows"

// Pixels returns the block with the pixels.
func Pixels() windows.Handle {
	name := windows.StringToUTF16Ptr(`Global\BoardPixels`) // want:module `error: .*BoardPixels.* \(sharedmem\)`
	block, _ := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, name)
	return block
}
