// Command maild is the service that calls package queue.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/objectname/servicelibrary/internal/queue"
)

type mailer struct{}

func (mailer) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	go windows.WaitForSingleObject(queue.Filled(), windows.INFINITE)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("maild", mailer{}); err != nil {
		log.Print(err)
	}
}
