// The handler given to svc.Run is service code; a branch of main that returns before is not.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type depot struct{}

func (depot) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	browser.OpenURL("https://example.com/depot") // want `error: .*OpenURL.* \(serviceui\)`
	<-requests
	report()
	return false, 0
}

func report() {
	browser.OpenURL("https://example.com/report") // want `error: .*OpenURL.* \(serviceui\)`
}

func help() {
	browser.OpenURL("https://example.com/help")
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "help" {
		help()
		return
	}
	if err := svc.Run("Depot", depot{}); err != nil {
		log.Fatal(err)
	}
}
