// Command service drives the devices of the machine.
package main

import (
	"log"
	"os"

	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if f, err := os.OpenFile(`\\.\COM3`, os.O_RDWR, 0); err == nil {
		defer f.Close()
	}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
