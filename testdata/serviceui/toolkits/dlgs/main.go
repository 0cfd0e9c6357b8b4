// A service that asks with dlgs.
package main

import (
	"log"

	"github.com/gen2brain/dlgs"
	"golang.org/x/sys/windows/svc"
)

type tunnel struct{}

func (tunnel) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	password, ok, err := dlgs.Password("Tunnel", "Pass phrase of the key") // want `error: .*Password.* \(serviceui\)`
	if err != nil || !ok || password == "" {
		return false, 1
	}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Tunnel", tunnel{}); err != nil {
		log.Fatal(err)
	}
}
