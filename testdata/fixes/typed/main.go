// Command typed names blocks by values of a type of its own: what the fix writes is a string, and would not compile in the
// place of one.
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
	if err := attach(4711); err != nil {
		log.Print(err)
	}
	<-requests
	return false, 0
}

type blockName string

func attach(client uint32) error {
	var sessionID uint32
	if err := windows.ProcessIdToSessionId(client, &sessionID); err != nil {
		return fmt.Errorf("session of %d: %w", client, err)
	}
	typed("Global\\PanelTyped") // want "warning: .*PanelTyped.* \\(sharedmem\\)"
	plain("Global\\PanelPlain") // want "warning: .*PanelPlain.* \\(sharedmem\\)"
	return nil
}

func typed(name blockName) { plain(string(name)) }

func plain(name string) {
	text, err := windows.UTF16PtrFromString(name)
	if err != nil {
		log.Print(err)
		return
	}
	if _, err := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, text); err != nil {
		log.Print(err)
	}
}

func main() {
	if err := svc.Run("panel", panel{}); err != nil {
		log.Print(err)
	}
}
