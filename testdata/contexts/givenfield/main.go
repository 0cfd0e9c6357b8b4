// Command givenfield gives the service's work to a field of another package's type.
package main

import (
	"log"

	"github.com/kardianos/service"
	"github.com/pkg/browser"

	"rdslint.example/testdata/contexts/givenfield/agent"
	"rdslint.example/testdata/contexts/givenfield/tool"
)

func main() {
	s, err := service.New(&agent.Program{Work: work}, &service.Config{Name: "givenfield"})
	if err != nil {
		log.Fatal(err)
	}
	if !service.Interactive() {
		if err := s.Run(); err != nil {
			log.Fatal(err)
		}
		return
	}
	var t tool.Task
	t.Step = first
	t.Do()
	(&tool.Task{Step: second}).Do()
}

func work() { browser.OpenURL("https://example.com/work") } // want:module `error: .*OpenURL.* \(serviceui\)`

func first() { browser.OpenURL("https://example.com/first") }

func second() { browser.OpenURL("https://example.com/second") }
