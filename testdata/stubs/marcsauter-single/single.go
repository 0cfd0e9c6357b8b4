// Package single is a stub with the part of github.com/marcsauter/single that the fixtures use.
package single

// Single is a lock file below the temporary directory.
type Single struct{}

// New names the file.
func New(name string) *Single { panic("stub") }

// CheckLock takes the file, and fails if another process has it.
func (s *Single) CheckLock() error { panic("stub") }

// Lock takes the file, and ends the program if another process has it.
func (s *Single) Lock() { panic("stub") }

// Unlock gives it up.
func (s *Single) Unlock() { panic("stub") }
