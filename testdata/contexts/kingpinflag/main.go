// A prompt that a flag asks for, or the way in which the user started the program: the system starts the service without.
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/alecthomas/kingpin/v2"
	"github.com/inconshreveable/mousetrap"
	"golang.org/x/sys/windows/svc"
)

var (
	app = kingpin.New("agent", "Watches the machine.")
	ask = app.Flag("prompt", "Wait before the window closes.").Bool()
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	<-requests
	return false, 0
}

func main() {
	kingpin.MustParse(app.Parse(os.Args[1:]))
	defer prompt()
	if err := svc.Run("agent", agent{}); err != nil {
		log.Print(err)
	}
}

func prompt() {
	if *ask || mousetrap.StartedByExplorer() {
		fmt.Println("Press Enter to end")
		fmt.Scanln()
	}
}
