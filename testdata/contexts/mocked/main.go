// An interface with one implementation that the program is linked with, and another for tests.
package main

import (
	"log"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/mocked/internal/page"
)

type barn struct{ pager page.Pager }

func (b *barn) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	if err := b.pager.Page(1); err != nil {
		log.Print(err)
	}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Barn", &barn{pager: page.New()}); err != nil {
		log.Fatal(err)
	}
}
