// Package pipes serves pipes for a service and for a program in users' sessions.
package pipes

import (
	"net"

	"github.com/Microsoft/go-winio"
)

// Own is the name of the program's pipe.
const Own = `\\.\pipe\parcel-own` // want:module `warning: named pipe .*parcel-own" .* \(pipename\)`

// ListenOwn makes the program's pipe.
func ListenOwn() (net.Listener, error) { return winio.ListenPipe(Own, nil) }

// ListenShared makes the service's pipe.
func ListenShared() (net.Listener, error) { return winio.ListenPipe(`\\.\pipe\parcel-shared`, nil) }

// Listen makes a pipe.
func Listen(name string) (net.Listener, error) { return winio.ListenPipe(`\\.\pipe\`+name, nil) }
