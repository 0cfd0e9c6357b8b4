// A service that starts its own executable through another package: what main does for that argument is service code.
package main

import (
	"log"
	"os"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/ownexepkg/internal/again"
	"rdslint.example/testdata/contexts/ownexepkg/internal/roles"
)

type yard struct{ logons chan uint32 }

func (y *yard) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	if err := again.Worker(); err != nil {
		log.Print(err)
	}
	for {
		select {
		case session := <-y.logons:
			if err := again.Tray(session); err != nil {
				log.Print(err)
			}
		case <-requests:
			return false, 0
		}
	}
}

func main() {
	mode := ""
	if len(os.Args) > 1 {
		mode = os.Args[1]
	}
	if mode == "worker" {
		roles.Work() // want:package `error: .*OpenURL.* \(serviceui\)`
		return
	}
	if mode == "tray" {
		roles.Tray()
		return
	}
	if mode == "help" {
		roles.Help()
		return
	}
	if err := svc.Run("Yard", &yard{logons: make(chan uint32)}); err != nil {
		log.Fatal(err)
	}
}
