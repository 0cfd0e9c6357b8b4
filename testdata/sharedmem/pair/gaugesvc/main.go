// Command gaugesvc is the service that creates a Global\ block which the module's session program reads: both places are
// reported, as the block is the module's own.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type gauge struct{}

func (gauge) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	name := windows.StringToUTF16Ptr(`Global\GaugeValues`) // want `warning: .*GaugeValues.* \(sharedmem\)`
	windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, name)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("gaugesvc", gauge{}); err != nil {
		log.Print(err)
	}
}
