// The service is initialised with all that it imports.
package main

import (
	"log"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/inittree/internal/both"
)

type agent struct{}

func (agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	log.Print(both.Ready)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
