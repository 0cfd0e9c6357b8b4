// Start and Stop of a kardianos/service program run in the service; its other commands do not.
package main

import (
	"log"
	"os"

	"github.com/kardianos/service"
	"github.com/pkg/browser"
)

type program struct{ stop chan struct{} }

func (p *program) Start(s service.Service) error {
	p.stop = make(chan struct{})
	go p.run()
	return nil
}

func (p *program) Stop(s service.Service) error {
	close(p.stop)
	browser.OpenURL("https://example.com/stopped") // want `error: .*OpenURL.* \(serviceui\)`
	return nil
}

func (p *program) run() {
	if !service.Interactive() {
		log.Print("running in the background")
	} else {
		browser.OpenURL("https://example.com/console")
	}
	browser.OpenURL("https://example.com/started") // want `error: .*OpenURL.* \(serviceui\)`
	<-p.stop
}

func (p *program) tour() { browser.OpenURL("https://example.com/tour") }

func main() {
	p := &program{}
	s, err := service.New(p, &service.Config{Name: "Crane"})
	if err != nil {
		log.Fatal(err)
	}
	if len(os.Args) > 1 {
		if os.Args[1] == "tour" {
			p.tour()
			return
		}
		if err := service.Control(s, os.Args[1]); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := s.Run(); err != nil {
		log.Fatal(err)
	}
}
