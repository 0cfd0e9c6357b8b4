// The worker: it runs in the service.
package main

import (
	"os"

	"github.com/Microsoft/go-winio"

	"rdslint.example/testdata/contexts/besideexe/internal/roles"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "usage" {
		roles.Usage()
		return
	}
	roles.Work()
	l, err := winio.ListenPipe(`\\.\pipe\yard`, nil) // want:package `warning: .*pipe.* \(pipename\)`
	if err != nil {
		return
	}
	l.Close()
}
