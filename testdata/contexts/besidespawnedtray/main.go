// A program that shows its tray where it is no service: the function that starts the goroutine says which it is.
package main

import (
	"log"

	"fyne.io/systray"
	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type daemon struct{}

func (daemon) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	<-requests
	return false, 0
}

func main() {
	if serves() {
		select {}
	}
	systray.Run(ready, nil)
}

func ready() { browser.OpenURL("https://example.com/ready") }

func serves() bool {
	if is, err := svc.IsWindowsService(); err != nil || !is {
		return false
	}
	go func() {
		if err := svc.Run("Dunlin", daemon{}); err != nil {
			log.Print(err)
		}
	}()
	return true
}
