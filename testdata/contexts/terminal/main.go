// Command terminal opens a page only where it has a terminal, which no service has; without one nothing is known.
package main

import (
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/term"
)

type handler struct{}

func (handler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	if term.IsTerminal(int(os.Stdin.Fd())) {
		browser.OpenURL("https://example.com/help")
	} else {
		browser.OpenURL("https://example.com/report") // want `error: .*OpenURL.* \(serviceui\)`
	}
	<-requests
	return false, 0
}

func main() {
	if !term.IsTerminal(int(os.Stdout.Fd())) {
		svc.Run("terminal", handler{})
		return
	}
	browser.OpenURL("https://example.com/start")
}
