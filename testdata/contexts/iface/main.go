// A call through an interface that one type implements.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type announcer interface{ Announce(text string) error }

type web struct{}

func (web) Announce(text string) error {
	return browser.OpenURL("https://example.com/?" + text) // want `error: .*OpenURL.* \(serviceui\)`
}

type viewer interface{ View(name string) error }

type local struct{}

func (local) View(name string) error { return browser.OpenFile(name) }

type dock struct{ out announcer }

func (d *dock) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	d.out.Announce("up")
	<-requests
	return false, 0
}

func view(v viewer) error { return v.View("dock.html") }

func newAnnouncer() announcer { return web{} }

func main() {
	if len(os.Args) > 1 && os.Args[1] == "view" {
		if err := view(local{}); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := svc.Run("Dock", &dock{out: newAnnouncer()}); err != nil {
		log.Fatal(err)
	}
}
