// A service whose library packages show UI: alone they are open, together with this program they are not.
package main

import (
	"log"
	"os"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/serviceui/library/internal/remind"
	"rdslint.example/testdata/serviceui/library/signin"
)

type calendar struct{}

func (calendar) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if err := signin.Renew(); err != nil { // want:package `error: .*OpenURL.* \(serviceui\)`
		log.Print(err)
	}
	remind.Now("Stand-up") // want:package `error: .*Notify.* \(serviceui\)`
	<-requests
	return false, 0
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "login" {
		if err := signin.Start(); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := svc.Run("Calendar", calendar{}); err != nil {
		log.Fatal(err)
	}
}
