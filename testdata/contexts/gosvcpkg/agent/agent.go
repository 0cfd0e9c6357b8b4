// Package agent is the work of a go-svc program.
package agent

import (
	"github.com/judwhite/go-svc"
	"github.com/pkg/browser"
)

// Program is the program.
type Program struct{}

// Init prepares the work.
func (p *Program) Init(env svc.Environment) error {
	if !env.IsWindowsService() {
		return browser.OpenURL("https://example.com/console")
	}
	return nil
}

// Start starts it.
func (p *Program) Start() error {
	return browser.OpenURL("https://example.com/started") // want:module `error: .*OpenURL.* \(serviceui\)`
}

// Stop ends it.
func (p *Program) Stop() error { return nil }

// Setup is the command of that name.
func (p *Program) Setup() error { return browser.OpenURL("https://example.com/setup") }
