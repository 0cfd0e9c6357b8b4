// Package lift is a service that a console can run too.
package lift

import (
	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

// Lift is the handler of the service.
type Lift struct{}

// Execute is the service.
func (*Lift) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	browser.OpenURL("https://example.com/lift") // want:module `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

// Bench is a handler for the console alone.
type Bench struct{}

// Execute measures.
func (*Bench) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/bench")
	return false, 0
}
