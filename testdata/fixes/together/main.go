// Command together shows two message boxes of one owner. Either may go, but not both: the owner would be unused.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type alarm struct{}

func (alarm) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	for r := range requests {
		if r.Cmd == svc.Stop {
			warn("Going down")
			return false, 0
		}
	}
	return false, 0
}

func warn(message string) {
	text, err := windows.UTF16PtrFromString(message)
	if err != nil {
		return
	}
	owner := windows.HWND(0)
	windows.MessageBox(owner, text, text, 0) // want "error: .* \\(serviceui\\)"
	windows.MessageBox(owner, text, nil, 0)  // want "error: .* \\(serviceui\\)"
}

func main() {
	if err := svc.Run("alarm", alarm{}); err != nil {
		log.Print(err)
	}
}
