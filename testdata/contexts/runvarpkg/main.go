// Command runvarpkg runs handlers of another package, by svc.Run or, if asked to, by debug.Run.
package main

import (
	"os"

	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/debug"

	"rdslint.example/testdata/contexts/runvarpkg/lift"
)

func main() {
	run := svc.Run
	if len(os.Args) > 1 && os.Args[1] == "debug" {
		run = debug.Run
	}
	if len(os.Args) > 1 && os.Args[1] == "bench" {
		debug.Run("Bench", &lift.Bench{})
		return
	}
	run("Lift", &lift.Lift{}) // want:package `error: .*OpenURL.* \(serviceui\)`
}
