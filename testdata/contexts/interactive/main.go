// The tests that are true outside a service: svc.IsAnInteractiveSession and service.Interactive.
package main

import (
	"log"

	"github.com/kardianos/service"
	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type gate struct{}

func (gate) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	if interactive, err := svc.IsAnInteractiveSession(); err == nil && interactive {
		browser.OpenURL("https://example.com/session")
	} else {
		browser.OpenURL("https://example.com/service") // want `error: .*OpenURL.* \(serviceui\)`
	}
	if !service.Interactive() {
		browser.OpenURL("https://example.com/background") // want `error: .*OpenURL.* \(serviceui\)`
	}
	if service.Interactive() {
		browser.OpenURL("https://example.com/foreground")
	}
	<-requests
	return false, 0
}

func main() {
	if service.Interactive() {
		browser.OpenURL("https://example.com/install")
		return
	}
	if err := svc.Run("Gate", gate{}); err != nil {
		log.Fatal(err)
	}
}
