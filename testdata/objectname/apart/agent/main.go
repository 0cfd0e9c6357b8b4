// Command agent is the service half of a pair whose objects never meet: what it calls X is in session 0's namespace, what
// the tray program calls X is in its own session's.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	found, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr("PatchFound")) // want:module "error: .*PatchFound.* \\(objectname\\)" want:package "warning: .*session 0.* \\(objectname\\)"
	windows.SetEvent(found)
	installed, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr(`Global\PatchInstalled`)) // want:module "error: .*PatchInstalled.* \\(objectname\\)"
	windows.SetEvent(installed)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("patchagent", agent{}); err != nil {
		log.Print(err)
	}
}
