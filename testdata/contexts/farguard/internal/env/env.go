// Package env knows how the program was started.
package env

import "golang.org/x/sys/windows/svc"

// Service says that the service manager started the program.
var Service = detect()

func detect() bool {
	is, err := svc.IsWindowsService()
	return err == nil && is
}

// IsService reports whether the service manager started the program.
func IsService() bool {
	is, err := svc.IsWindowsService()
	if err != nil {
		return false
	}
	return is
}

// HasDesktop reports whether somebody sees what the program shows.
func HasDesktop() bool { return !IsService() }

// Verbose says nothing of the kind.
func Verbose() bool { return len(name) > 3 }

var name = "sluice"

// A Mode is how the program runs.
type Mode struct {
	Service bool
	Loud    bool
}

// New finds the mode.
func New() *Mode { return &Mode{Service: IsService(), Loud: Verbose()} }
