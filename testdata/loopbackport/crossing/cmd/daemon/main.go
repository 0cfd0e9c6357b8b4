// Command daemon is a service.
package main

import (
	"log"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/loopbackport/crossing/ports"
)

type daemon struct{}

func (daemon) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	go ports.Shared()
	go ports.Serve("127.0.0.1:47194")
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("daemon", daemon{}); err != nil {
		log.Print(err)
	}
}
