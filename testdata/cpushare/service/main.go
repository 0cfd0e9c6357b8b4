// Command service is a service, and lends a hand to who runs it by hand.
package main

import (
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type server struct{}

func (server) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	windows.SetPriorityClass(windows.CurrentProcess(), windows.HIGH_PRIORITY_CLASS)
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	<-requests
	return false, 0
}

func main() {
	if is, _ := svc.IsWindowsService(); is {
		svc.Run("cpushare", server{})
		return
	}
	byHand()
}

func byHand() {
	windows.SetPriorityClass(windows.CurrentProcess(), windows.HIGH_PRIORITY_CLASS) // want `note: HIGH_PRIORITY_CLASS puts this program .* \(cpushare\)`
}
