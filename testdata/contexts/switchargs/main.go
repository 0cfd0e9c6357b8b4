// One program, many roles: the argument says which.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type harbour struct{}

func (harbour) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	<-requests
	open("https://example.com/harbour") // from here and from the user interface: in both
	return false, 0
}

func open(page string) {
	browser.OpenURL(page) // want `error: .*OpenURL.* \(serviceui\)`
}

func window() {
	open("https://example.com/window")
	browser.OpenURL("https://example.com/window/only")
}

func serve() error {
	browser.OpenURL("https://example.com/service") // want `error: .*OpenURL.* \(serviceui\)`
	return svc.Run("Harbour", harbour{})
}

func main() {
	if len(os.Args) < 2 {
		browser.OpenURL("https://example.com/usage")
		os.Exit(2)
	}
	switch os.Args[1] {
	case "/ui":
		window()
	case "/service":
		if err := serve(); err != nil {
			log.Fatal(err)
		}
	default:
		browser.OpenURL("https://example.com/unknown")
	}
}
