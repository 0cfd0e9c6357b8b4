// run := svc.Run, replaced by debug.Run on a console: the handler still runs in the service.
package main

import (
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/debug"
)

type lift struct{ debug bool }

func (l *lift) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	browser.OpenURL("https://example.com/lift") // want `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

type bench struct{}

func (bench) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/bench")
	return false, 0
}

func runLift(isDebug bool) error {
	run := svc.Run
	if isDebug {
		run = debug.Run
	}
	return run("Lift", &lift{debug: isDebug})
}

func runBench() error {
	run := debug.Run
	return run("Bench", bench{})
}

func main() {
	var err error
	switch {
	case len(os.Args) > 1 && os.Args[1] == "bench":
		err = runBench()
	default:
		err = runLift(len(os.Args) > 1 && os.Args[1] == "debug")
	}
	if err != nil {
		log.Fatal(err)
	}
}
