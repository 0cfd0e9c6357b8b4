// Package agent is the work of a kardianos/service program.
package agent

import (
	"github.com/kardianos/service"
	"github.com/pkg/browser"
)

// Program is the program.
type Program struct{}

// Start starts the work.
func (p *Program) Start(service.Service) error {
	go p.work()
	return nil
}

func (p *Program) work() { browser.OpenURL("https://example.com/work") } // want:module `error: .*OpenURL.* \(serviceui\)`

// Stop ends it.
func (p *Program) Stop(service.Service) error { return nil }

// Preview shows what the program would do.
func Preview() error { return browser.OpenURL("https://example.com/preview") }
