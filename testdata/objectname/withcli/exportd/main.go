// Command exportd is a service whose command-line tool uses the same name. No fix: another context of the module uses it.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type exporter struct{}

func (exporter) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	now, _ := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr("ExportNow")) // want "warning: .*session 0.* \\(objectname\\)"
	go windows.WaitForSingleObject(now, windows.INFINITE)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("exportd", exporter{}); err != nil {
		log.Print(err)
	}
}
