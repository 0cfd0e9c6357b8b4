// Package daemon is the service.
package daemon

import (
	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type loom struct{}

func (loom) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/loom") // want `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

// Serve runs the service.
func Serve() error { return svc.Run("Loom", loom{}) }

// Try shows a page.
func Try(page string) error { return browser.OpenURL(page) }
