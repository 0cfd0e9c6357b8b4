// A handler that only debug.Run gets runs on the developer's console, in his session.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/debug"
)

type quiet struct{}

func (quiet) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	<-requests
	return false, 0
}

type talkative struct{ quiet }

func (t talkative) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	fmt.Print("Press Enter to start: ")
	bufio.NewReader(os.Stdin).ReadString('\n')
	browser.OpenURL("http://localhost/debug/pprof")
	return t.quiet.Execute(args, requests, status)
}

func main() {
	var err error
	if len(os.Args) > 1 && os.Args[1] == "debug" {
		err = debug.Run("Sensor", talkative{})
	} else {
		err = svc.Run("Sensor", quiet{})
	}
	if err != nil {
		log.Fatal(err)
	}
}
