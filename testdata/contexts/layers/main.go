// Calls through three packages. In the packages themselves the code is open; main settles it.
package main

import (
	"log"
	"os"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/layers/internal/api"
)

type port struct{}

func (port) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	if err := api.Handle("renew"); err != nil { // want:package `error: .*OpenURL.* \(serviceui\)`
		log.Print(err)
	}
	<-requests
	return false, 0
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "preview" {
		if err := api.Preview("start"); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := svc.Run("Port", port{}); err != nil {
		log.Fatal(err)
	}
}
