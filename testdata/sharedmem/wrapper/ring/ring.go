// Package ring wraps file mappings. Its callers bring the name.
package ring

import "golang.org/x/sys/windows"

// A Ring is a ring buffer in shared memory.
type Ring struct {
	mapping windows.Handle
}

// New makes the ring with that name.
func New(name string, size uint32) (*Ring, error) {
	text, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	mapping, err := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, size, text)
	if mapping == 0 {
		return nil, err
	}
	return &Ring{mapping}, nil
}
