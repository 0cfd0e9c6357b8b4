// A test for being a service, and the start of one, by variables that the program's tests replace.
package main

import (
	"log"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

var (
	run       = svc.Run
	isService = svc.IsWindowsService
)

type native struct{ service bool }

func (n *native) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	<-requests
	return false, 0
}

func (n *native) register() error {
	is, err := isService()
	if err != nil {
		return err
	}
	n.service = is
	if !n.service {
		browser.OpenURL("https://example.com/console")
		return nil
	}
	go func() {
		if err := run("Sanderling", n); err != nil {
			log.Fatal(err)
		}
	}()
	browser.OpenURL("https://example.com/beside") // want `error: .*OpenURL.* \(serviceui\)`
	return nil
}

func main() {
	n := &native{}
	if err := n.register(); err != nil {
		log.Fatal(err)
	}
	browser.OpenURL("https://example.com/main") // want `error: .*OpenURL.* \(serviceui\)`
}
