// The handler is in a package of its own, which alone proves that it runs in a service.
package main

import (
	"log"
	"os"

	"rdslint.example/testdata/contexts/libservice/internal/agent"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "open" {
		agent.Open()
		return
	}
	if err := agent.Run(); err != nil {
		log.Fatal(err)
	}
}
