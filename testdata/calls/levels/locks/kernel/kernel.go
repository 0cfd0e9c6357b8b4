// Package kernel wraps package raw.
package kernel

import (
	"rdslint.example/testdata/calls/levels/locks/kernel/raw"
)

// An Object is a kernel object.
type Object struct {
	handle uintptr
}

// Mutex makes a mutex.
func Mutex(name string) (*Object, error) {
	handle, err := raw.CreateMutex(0, false, name)
	if handle == 0 {
		return nil, err
	}
	return &Object{handle}, nil
}
