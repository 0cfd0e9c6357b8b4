// Command unqualified shows an unqualified name created by service code: it is global. Objectname is silent there.
package main

import (
	"fmt"
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

const helperBlock = "DriverHelper" // want "warning: .*DriverHelper.* \\(sharedmem\\)"

type driver struct{}

func (driver) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	block(windows.StringToUTF16Ptr(helperBlock))
	if err := attach(4711); err != nil {
		log.Print(err)
	}
	<-requests
	return false, 0
}

// attach makes the block for the client in that process.
func attach(client uint32) error {
	var sessionID uint32
	if err := windows.ProcessIdToSessionId(client, &sessionID); err != nil {
		return fmt.Errorf("session of %d: %w", client, err)
	}
	name, err := windows.UTF16PtrFromString("DriverClient") // want "warning: .*DriverClient.* \\(sharedmem\\)"
	if err != nil {
		return err
	}
	block(name)
	return nil
}

func block(name *uint16) windows.Handle {
	handle, _ := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, name)
	return handle
}

func main() {
	if err := svc.Run("driver", driver{}); err != nil {
		log.Print(err)
	}
}
