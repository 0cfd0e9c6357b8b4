// Package agent runs the work that it is given.
package agent

import (
	"github.com/kardianos/service"

	"rdslint.example/testdata/contexts/givenfield/tool"
)

// Program is a program that does some work.
type Program struct {
	Work func()

	task tool.Task
}

// Start starts the work.
func (p *Program) Start(service.Service) error {
	go p.run()
	return nil
}

func (p *Program) run() {
	p.Work()
	p.task.Do()
}

// Stop ends it.
func (p *Program) Stop(service.Service) error { return nil }
