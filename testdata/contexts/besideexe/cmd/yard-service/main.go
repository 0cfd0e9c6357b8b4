// A service that starts other programs of its module, which lie beside it: what they do is service code, or, with a
// user's token, session code.
package main

import (
	"log"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/besideexe/internal/start"
)

type yard struct{ logons chan uint32 }

func (y *yard) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	if err := start.Worker(); err != nil {
		log.Print(err)
	}
	for {
		select {
		case session := <-y.logons:
			if err := start.Tray(session); err != nil {
				log.Print(err)
			}
		case <-requests:
			return false, 0
		}
	}
}

func main() {
	if err := svc.Run("Yard", &yard{logons: make(chan uint32)}); err != nil {
		log.Fatal(err)
	}
}
