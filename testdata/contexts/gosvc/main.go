// Init, Start and Stop of a go-svc program run in the service.
package main

import (
	"log"
	"os"

	"github.com/judwhite/go-svc"
	"github.com/pkg/browser"
)

type program struct{}

func (p *program) Init(env svc.Environment) error {
	if !env.IsWindowsService() {
		browser.OpenURL("https://example.com/console")
	}
	return browser.OpenURL("https://example.com/init") // want `error: .*OpenURL.* \(serviceui\)`
}

func (p *program) Start() error {
	go p.work()
	return nil
}

func (p *program) work() { browser.OpenURL("https://example.com/start") } // want `error: .*OpenURL.* \(serviceui\)`

func (p *program) Stop() error {
	return browser.OpenURL("https://example.com/stop") // want `error: .*OpenURL.* \(serviceui\)`
}

func (p *program) Setup() error {
	return browser.OpenURL("https://example.com/setup")
}

func main() {
	p := &program{}
	if len(os.Args) > 1 && os.Args[1] == "setup" {
		if err := p.Setup(); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := svc.Run(p); err != nil {
		log.Fatal(err)
	}
}
