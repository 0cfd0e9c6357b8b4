// Initialisers and init functions of a service program run in the service.
package main

import (
	"log"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

var opened = browser.OpenURL("https://example.com/variable") == nil // want `error: .*OpenURL.* \(serviceui\)`

func init() {
	browser.OpenURL("https://example.com/init") // want `error: .*OpenURL.* \(serviceui\)`
}

type canal struct{}

func (canal) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	log.Print(opened)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Canal", canal{}); err != nil {
		log.Fatal(err)
	}
}
