// A flag decides between the service and the console program.
package main

import (
	"flag"
	"log"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

var (
	asService = flag.Bool("service", false, "run as a service")
	show      = flag.Bool("show", false, "show the page")
)

type barge struct{}

func (barge) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/barge") // want `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

func main() {
	flag.Parse()
	if *show {
		browser.OpenURL("https://example.com/show")
		return
	}
	if *asService {
		browser.OpenURL("https://example.com/service") // want `error: .*OpenURL.* \(serviceui\)`
		if err := svc.Run("Barge", barge{}); err != nil {
			log.Fatal(err)
		}
		return
	}
	browser.OpenURL("https://example.com/console")
}
