// Command globalservice shows a Global\ block with a constant name in service code: a warning. Where a session id is at
// hand, the fix appends it.
package main

import (
	"fmt"
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type panel struct{}

func (panel) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	state := windows.StringToUTF16Ptr(`Global\PanelState`) // want `warning: .*PanelState.* \(sharedmem\)`
	block(state)
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
	name := windows.StringToUTF16Ptr("Global\\PanelClient") // want "warning: .*PanelClient.* \\(sharedmem\\)"
	block(name)
	return nil
}

func block(name *uint16) windows.Handle {
	handle, _ := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, name)
	return handle
}

func main() {
	if err := svc.Run("panel", panel{}); err != nil {
		log.Print(err)
	}
}
