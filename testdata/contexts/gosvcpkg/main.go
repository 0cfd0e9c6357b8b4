// Command gosvcpkg hands go-svc a program of another package.
package main

import (
	"log"
	"os"

	"github.com/judwhite/go-svc"

	"rdslint.example/testdata/contexts/gosvcpkg/agent"
)

func main() {
	p := &agent.Program{}
	if len(os.Args) > 1 && os.Args[1] == "setup" {
		p.Setup()
		return
	}
	if err := svc.Run(p); err != nil { // want:package `error: .*OpenURL.* \(serviceui\)`
		log.Fatal(err)
	}
}
