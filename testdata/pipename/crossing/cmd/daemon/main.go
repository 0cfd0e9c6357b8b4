// Command daemon is a service.
package main

import (
	"log"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/pipename/crossing/pipes"
)

type daemon struct{}

func (daemon) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	listener, err := pipes.ListenShared()
	log.Print(listener, err)
	listener, err = pipes.Listen("parcel-daemon")
	log.Print(listener, err)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("daemon", daemon{}); err != nil {
		log.Print(err)
	}
}
