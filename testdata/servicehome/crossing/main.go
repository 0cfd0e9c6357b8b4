// Command crossing is a service whose helpers stand in another package.
package main

import (
	"log"

	"golang.org/x/sys/windows/svc"
	"rdslint.example/testdata/servicehome/crossing/place"
)

type agent struct{ dirs []string }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	a.dirs = []string{
		place.Config(),           // want:package `warning: os.UserConfigDir in a service.* \(servicehome\)`
		place.Of("LOCALAPPDATA"), // want `warning: %LOCALAPPDATA% in a service.* \(servicehome\)`
		place.Of("ProgramData"),
		place.Machine(),
	}
	if _, err := place.Certificates(false); err != nil {
		log.Print(err)
	}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
