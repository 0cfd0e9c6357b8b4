// An interface of another package: with one implementation a call is that method's, with two it may be the other's.
package main

import (
	"log"
	"os"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/manyimpl/internal/out"
)

type silo struct {
	teller out.Teller
	pager  out.Pager
}

func (s *silo) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	s.teller.Tell("up")
	s.pager.Page(1)
	<-requests
	return false, 0
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "tell" {
		if err := (out.Web{}).Tell("hello"); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := svc.Run("Silo", &silo{teller: out.Log{}, pager: out.New()}); err != nil {
		log.Fatal(err)
	}
}
