// Command daemon is the service that uses package stamp.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/objectname/both/internal/stamp"
)

type daemon struct{}

func (daemon) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	windows.SetEvent(stamp.Changed())
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("stampd", daemon{}); err != nil {
		log.Print(err)
	}
}
