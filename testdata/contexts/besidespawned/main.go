// A program that has a goroutine answer the service manager: what it does beside that, and what comes after the function that
// starts the goroutine, runs in the service.
package main

import (
	"flag"
	"log"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type daemon struct{ stop chan struct{} }

func (d daemon) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	for r := range requests {
		if r.Cmd == svc.Stop {
			break
		}
	}
	close(d.stop)
	return false, 0
}

var help = flag.Bool("help", false, "open the manual")

func main() {
	stop := make(chan struct{})
	if err := prepare(stop); err != nil {
		log.Fatal(err)
	}
	if *help {
		browser.OpenURL("https://example.com/manual")
		return
	}
	if inService() {
		log.Print("in the background")
	} else {
		browser.OpenURL("https://example.com/console")
	}
	serve()
	<-stop
}

func inService() bool {
	is, err := svc.IsWindowsService()
	return err == nil && is
}

func prepare(stop chan struct{}) error {
	is, err := svc.IsWindowsService()
	if err != nil {
		return err
	}
	if !is {
		return nil // at a console, to try it out
	}
	go answer(stop)
	browser.OpenURL("https://example.com/beside") // want `error: .*OpenURL.* \(serviceui\)`
	return nil
}

func answer(stop chan struct{}) {
	if err := svc.Run("Plover", daemon{stop}); err != nil {
		log.Print(err)
	}
}

func serve() { browser.OpenURL("https://example.com/serving") } // want `error: .*OpenURL.* \(serviceui\)`
