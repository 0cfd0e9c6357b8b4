// A service with a window of Wails.
package main

import (
	"log"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"golang.org/x/sys/windows/svc"
)

type dashboard struct{}

func (dashboard) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if err := wails.Run(&options.App{Title: "Dashboard", Width: 800, Height: 600}); err != nil { // want `error: .*wails.* \(serviceui\)`
		log.Print(err)
	}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Dashboard", dashboard{}); err != nil {
		log.Fatal(err)
	}
}
