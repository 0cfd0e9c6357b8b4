// Package winservice runs services.
package winservice

import (
	"fmt"

	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/debug"
)

// Run runs a handler as a service.
func Run(name string, handler svc.Handler) error {
	if err := svc.Run(name, handler); err != nil {
		return fmt.Errorf("service %s: %w", name, err)
	}
	return nil
}

// Rehearse runs a handler on the console.
func Rehearse(name string, handler svc.Handler) error { return debug.Run(name, handler) }
