// svc.Run behind a helper of another package, which takes the handler.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/wrappedrun/internal/winservice"
)

type jetty struct{}

func (jetty) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/jetty") // want `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

type rehearsal struct{}

func (rehearsal) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/rehearsal")
	return false, 0
}

func main() {
	var err error
	if len(os.Args) > 1 && os.Args[1] == "rehearse" {
		err = winservice.Rehearse("Jetty", rehearsal{})
	} else {
		err = winservice.Run("Jetty", jetty{})
	}
	if err != nil {
		log.Fatal(err)
	}
}
