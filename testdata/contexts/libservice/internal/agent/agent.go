// Package agent is the service.
package agent

import (
	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type handler struct{}

func (handler) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	started()
	<-requests
	return false, 0
}

func started() {
	browser.OpenURL("https://example.com/agent") // want `error: .*OpenURL.* \(serviceui\)`
}

// Open opens the agent's page. It is the user's command.
func Open() error { return browser.OpenURL("https://example.com/agent/open") }

// Run runs the service.
func Run() error { return svc.Run("Agent", handler{}) }
