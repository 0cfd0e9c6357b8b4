// A service that asks with zenity.
package main

import (
	"log"

	"github.com/ncruces/zenity"
	"golang.org/x/sys/windows/svc"
)

type vault struct{}

func (vault) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if err := zenity.Question("Unlock the vault?", zenity.Title("Vault")); err != nil { // want `error: .*Question.* \(serviceui\)`
		return false, 1
	}
	if key, err := zenity.SelectFile(zenity.Title("Key file")); err == nil { // want `error: .*SelectFile.* \(serviceui\)`
		log.Printf("using %s", key)
	}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Vault", vault{}); err != nil {
		log.Fatal(err)
	}
}
