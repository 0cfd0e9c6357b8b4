// Fields hold the answer: a truth value, a log that only the service has, a function that only a console has.
package main

import (
	"log"
	"os"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/fieldguard/internal/host"
)

func main() {
	h, err := host.New(len(os.Args) > 2)
	if err != nil {
		log.Fatal(err)
	}
	if len(os.Args) > 1 && os.Args[1] == "console" {
		h.Work()
		return
	}
	if err := svc.Run("Host", h); err != nil { // want:package `error: .*OpenURL.* \(serviceui\)`
		log.Fatal(err)
	}
}
