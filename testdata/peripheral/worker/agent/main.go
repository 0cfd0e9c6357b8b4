// Command agent is a service, which starts the command console.
package main

import (
	"log"
	"os/exec"

	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if err := exec.Command(`C:\Program Files\Agent\console.exe`).Run(); err != nil {
		log.Print(err)
	}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
