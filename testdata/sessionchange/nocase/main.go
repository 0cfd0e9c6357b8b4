// A service that asks to be told of session changes and does not look.
package main

import (
	"log"

	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptSessionChange} // want `warning: the service accepts session changes but has no case for svc.SessionChange.* \(sessionchange\)`
	for c := range requests {
		switch c.Cmd {
		case svc.Interrogate:
			status <- c.CurrentStatus
		case svc.Stop:
			return false, 0
		}
	}
	return false, 0
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
