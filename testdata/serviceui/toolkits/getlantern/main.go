// A service that shows a tray icon: its loop runs in session 0.
package main

import (
	"log"

	"github.com/getlantern/systray"
	"golang.org/x/sys/windows/svc"
)

type monitor struct{}

func (monitor) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	go systray.Run(ready, nil) // want `error: .*systray.* \(serviceui\)`
	<-requests
	return false, 0
}

func ready() { systray.SetTooltip("Monitor") }

func main() {
	if err := svc.Run("Monitor", monitor{}); err != nil {
		log.Fatal(err)
	}
}
