// The service runs while the package's variables are initialised, before main.
package main

import (
	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/varinit/internal/boot"
)

type gate struct{}

func (gate) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/gate") // want `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

var (
	_      = first()
	served = boot.Start("Gate", gate{})
)

func first() bool {
	return browser.OpenURL("https://example.com/first") == nil // want `error: .*OpenURL.* \(serviceui\)`
}

func main() {
	if !served {
		browser.OpenURL("https://example.com/console")
	}
}
