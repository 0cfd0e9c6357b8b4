// Command embedded is a service whose handler embeds the interface that what it runs implements.
package main

import (
	"log"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows/svc"
)

type runner interface {
	Start() error
	Stop() error
}

type handler struct{ runner }

func (h *handler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	if err := h.Start(); err != nil {
		return true, 1
	}
	status <- svc.Status{State: svc.Running}
	for r := range requests {
		if r.Cmd == svc.Stop {
			break
		}
	}
	return h.Stop() != nil, 0
}

type proxy struct{ log *os.File }

func (p *proxy) Start() (err error) {
	home, err := os.UserHomeDir() // want `warning: .* \(servicehome\)`
	if err == nil {
		p.log, err = os.Create(filepath.Join(home, "embedded.log"))
	}
	return err
}

func (p *proxy) Stop() error { return p.log.Close() }

func start(r runner) error { return svc.Run("embedded", &handler{r}) }

func main() {
	if err := start(&proxy{}); err != nil {
		log.Fatal(err)
	}
}
