// Command kardianospkg hands kardianos/service a program of another package.
package main

import (
	"log"

	"github.com/kardianos/service"

	"rdslint.example/testdata/contexts/kardianospkg/agent"
)

func main() {
	if service.Interactive() {
		agent.Preview()
		return
	}
	s, err := service.New(&agent.Program{}, &service.Config{Name: "kardianospkg"}) // want:package `error: .*OpenURL.* \(serviceui\)`
	if err != nil {
		log.Fatal(err)
	}
	s.Run()
}
