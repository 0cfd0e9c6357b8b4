// Command earlyflags asks a person only if a flag says so, in a function that main calls before it starts the service.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

var register = flag.Bool("register", false, "register this machine")

type handler struct{}

func (handler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	<-requests
	return false, 0
}

func main() {
	flag.Parse()
	parse()
	svc.Run("earlyflags", handler{})
}

func parse() {
	if *register {
		var answer string
		fmt.Print("register this machine? ")
		fmt.Scanln(&answer)
		os.Exit(0)
	}
	greet()
}

func greet() {
	browser.OpenURL("https://example.com/started") // want `error: .*OpenURL.* \(serviceui\)`
}
