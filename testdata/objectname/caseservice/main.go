// Command caseservice shows a file mapping of service code whose prefix is in the wrong case. Its name carries the session
// id, so the corrected prefix is right. The same prefix on a lock of the service is corrected too: a service runs once on a
// host.
package main

import (
	"fmt"
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type meter struct{}

func (meter) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	lock := windows.StringToUTF16Ptr("GLOBAL\\MeterServiceOnce") // want "error: .*case.* \\(objectname\\)"
	if _, err := windows.CreateMutex(nil, false, lock); err == windows.ERROR_ALREADY_EXISTS {
		return false, 1
	}
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	serve(4711)
	<-requests
	return false, 0
}

// serve makes the block of the client that runs in that process.
func serve(client uint32) windows.Handle {
	var session uint32
	if err := windows.ProcessIdToSessionId(client, &session); err != nil {
		return 0
	}
	name := fmt.Sprintf("global\\MeterPanel-%d", session) // want "error: .*case.* \\(objectname\\)"
	block, _ := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, windows.StringToUTF16Ptr(name))
	return block
}

func main() {
	if err := svc.Run("meter", meter{}); err != nil {
		log.Print(err)
	}
}
