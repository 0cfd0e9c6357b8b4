// Two loaders with their checks: which of them the service runs is not told where they are made.
package main

import (
	"errors"
	"fmt"
	"log"
	"os"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/validators/internal/load"
)

var tools *load.Loader

func unlock(s *load.Settings) error {
	fmt.Print("Password: ")
	_, err := fmt.Scanln(&s.Key)
	return err
}

func place(s *load.Settings) error {
	if s.Dir == "" {
		return errors.New("no directory")
	}
	return nil
}

type forge struct{}

func (forge) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	if _, err := new(load.Loader).With("place", place).Load(); err != nil {
		return false, 1
	}
	<-requests
	return false, 0
}

func main() {
	tools = new(load.Loader).With("unlock", unlock).With("place", place)
	if len(os.Args) > 1 && os.Args[1] == "show" {
		s, err := tools.Load()
		log.Print(s, err)
		return
	}
	if err := svc.Run("Forge", forge{}); err != nil {
		log.Fatal(err)
	}
}
