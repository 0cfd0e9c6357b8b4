// Command servicelock shows a Global\ lock in service code, which is silent: a service runs once on a host.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type indexer struct{}

func (indexer) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	_, err := windows.CreateMutex(nil, true, windows.StringToUTF16Ptr(`Global\IndexServiceOnce`))
	if err == windows.ERROR_ALREADY_EXISTS {
		return false, 1
	}
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("indexer", indexer{}); err != nil {
		log.Print(err)
	}
}
