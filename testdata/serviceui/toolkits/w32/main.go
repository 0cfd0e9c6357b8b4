// A service that asks in a message box of w32.
package main

import (
	"log"

	"github.com/gonutz/w32/v2"
	"golang.org/x/sys/windows/svc"
)

const idYes = 6

type scanner struct{}

func (scanner) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	for w32.MessageBox(0, "The scanner is offline. Try again?", "Scanner", 4) == idYes { // want `error: .*MessageBox.* \(serviceui\)`
		log.Print("trying again")
	}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Scanner", scanner{}); err != nil {
		log.Fatal(err)
	}
}
