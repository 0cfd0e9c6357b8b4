// Package locks wraps package kernel. Its callers bring the name.
package locks

import "rdslint.example/testdata/calls/levels/locks/kernel"

// A Lock is a lock between processes.
type Lock struct {
	object *kernel.Object
}

// New makes the lock with that name.
func New(name string) (*Lock, error) {
	object, err := kernel.Mutex(name + "-lock")
	if err != nil {
		return nil, err
	}
	return &Lock{object}, nil
}
