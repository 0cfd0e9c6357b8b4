// Command logd is the service that uses package names.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/objectname/constpackage/internal/names"
)

type logger struct{}

func (logger) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	name := windows.StringToUTF16Ptr(names.Rotate)
	rotate, _ := windows.CreateEvent(nil, 0, 0, name) // want:package "warning: .*session 0.* \\(objectname\\)"
	go windows.WaitForSingleObject(rotate, windows.INFINITE)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("logd", logger{}); err != nil {
		log.Print(err)
	}
}
