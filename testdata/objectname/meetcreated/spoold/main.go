// Command spoold is a service whose tray program creates the shared object too, whichever comes first.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type spooler struct{}

func (spooler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	flush, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr(`Global\SpoolFlush`))
	go windows.WaitForSingleObject(flush, windows.INFINITE)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("spoold", spooler{}); err != nil {
		log.Print(err)
	}
}
