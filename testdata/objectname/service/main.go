// Command service shows a missing prefix in service code: a warning, since in session 0 the name is a global one.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type orders struct{}

func (orders) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	ready := signal("OrdersReady") // want "warning: .*session 0.* \\(objectname\\)"
	defer windows.CloseHandle(ready)
	done := signal(`OrdersDone`) // want `warning: .*session 0.* \(objectname\)`
	defer windows.CloseHandle(done)

	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	for request := range requests {
		if request.Cmd == svc.Stop {
			break
		}
	}
	return false, 0
}

func signal(name string) windows.Handle {
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(name))
	return event
}

func main() {
	guard, _ := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr("OrdersGuard")) // want "warning: .*session 0.* \\(objectname\\)"
	defer windows.CloseHandle(guard)
	if err := svc.Run("orders", orders{}); err != nil {
		log.Print(err)
	}
}
