// Command notifier is a service whose messages have an interface.
package main

import (
	"log"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/serviceui/notifier/notify"
)

type agent struct{ last notify.Message }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	for range requests {
		if err := notify.Restart("now").Push(); err != nil { // want:module `error: toast.Notification.Push raises its notification in session 0.* \(serviceui\)`
			log.Print(err)
		}
		m := notify.Restart("later")
		_ = m.Push() // want:module `error: toast.Notification.Push raises .* \(serviceui\)`
		_ = notify.Quiet().Push()
		_ = notify.Either("soon", len(a.name()) > 3).Push()
	}
	return false, 0
}

func (a *agent) name() string { return "agent" }

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
