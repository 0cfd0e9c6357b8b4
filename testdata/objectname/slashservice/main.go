// Command slashservice shows a slash in service code, where the session's own namespace is the global one: the fix says so.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type fonts struct{}

func (fonts) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	event, _ := windows.CreateEvent(nil, 1, 0, windows.StringToUTF16Ptr(`Global/FontServiceReady`)) // want `error: .*slash.* \(objectname\)`
	windows.SetEvent(event)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("fonts", fonts{}); err != nil {
		log.Print(err)
	}
}
