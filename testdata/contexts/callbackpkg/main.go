// Callbacks that another package hands to Windows.
package main

import (
	"log"
	"os"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/callbackpkg/internal/watch"
)

type mast struct{}

func (mast) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	watch.Power() // want:package `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "windows" {
		if err := watch.Windows(); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := svc.Run("Mast", mast{}); err != nil {
		log.Fatal(err)
	}
}
