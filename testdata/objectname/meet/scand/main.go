// Command scand is the service half of a pair whose objects meet.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/objectname/meet/internal/names"
)

type scanner struct{}

func (scanner) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	due, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr(names.Scan))
	go windows.WaitForSingleObject(due, windows.INFINITE)

	// A service's X and a session's Global\X are one object. The service should still say so; what it says is left to
	// its author, as the tray program uses the name too.
	paused, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr("ScanPaused")) // want "warning: .*session 0.* \\(objectname\\)"
	go windows.WaitForSingleObject(paused, windows.INFINITE)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("scand", scanner{}); err != nil {
		log.Print(err)
	}
}
