// A program that uses the library to install itself, and never has it run the handler: it is what a user starts, or another
// supervisor.
package main

import (
	"log"
	"os"

	"github.com/kardianos/service"
	"github.com/pkg/browser"
)

type program struct{}

func (p *program) Start(s service.Service) error {
	go work()
	return nil
}

func (p *program) Stop(s service.Service) error { return nil }

func main() {
	if len(os.Args) > 1 && os.Args[1] == "install" {
		s, err := service.New(&program{}, &service.Config{Name: "Heron"})
		if err != nil {
			log.Fatal(err)
		}
		if err := s.Install(); err != nil {
			log.Fatal(err)
		}
		return
	}
	work()
}

func work() { browser.OpenURL("https://example.com") }
