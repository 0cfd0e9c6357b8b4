// Package lib has what tests set.
package lib

import (
	"net"

	"github.com/Microsoft/go-winio"
)

// ListenForTesting is for the tests of importers.
func ListenForTesting() (net.Listener, error) { return winio.ListenPipe(`\\.\pipe\lib-testing`, nil) }

// InitForUnitTest is called by tests and by the program.
func InitForUnitTest() (net.Listener, error) {
	return winio.ListenPipe(`\\.\pipe\lib-both`, nil) // want:module `warning: .*lib-both.* \(pipename\)`
}

// Listen is for everybody.
func Listen() (net.Listener, error) {
	return winio.ListenPipe(`\\.\pipe\lib`, nil) // want:module `warning: .*lib.* \(pipename\)`
}
