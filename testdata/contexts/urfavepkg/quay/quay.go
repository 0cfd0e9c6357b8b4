// Package quay is the service.
package quay

import (
	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type handler struct{}

func (handler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	browser.OpenURL("https://example.com/quay") // want `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

// Run runs the service.
func Run() error { return svc.Run("Quay", handler{}) }
