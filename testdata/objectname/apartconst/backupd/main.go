// Command backupd is the service that waits for the shared name. Seen alone, it has no text: the finding stands at the call.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/objectname/apartconst/internal/names"
)

type backup struct{}

func (backup) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	wake, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr(names.Wake)) // want:package "warning: .*session 0.* \\(objectname\\)"
	go windows.WaitForSingleObject(wake, windows.INFINITE)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("backupd", backup{}); err != nil {
		log.Print(err)
	}
}
