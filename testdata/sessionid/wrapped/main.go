// Which session it is stands in the wrapper, and is said there once.
package main

import (
	"log"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

var send = windows.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSSendMessageW")

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	tell("Agent", "started")
	warn("Agent", "started")
	for c := range requests {
		if c.Cmd == svc.Stop {
			break
		}
	}
	return false, 0
}

func tell(title, text string) {
	message(0xFFFFFFFF, title, text) // want `error: the session of the process itself is session 0 in a service.* \(sessionid\)`
}

func warn(title, text string) {
	message(1, title, text) // want `warning: session 1 is the session of whoever logged on first.* \(sessionid\)`
}

func message(session uint32, title, text string) {
	t, err := windows.UTF16FromString(title)
	if err != nil {
		return
	}
	m, err := windows.UTF16FromString(text)
	if err != nil {
		return
	}
	var response uint32
	send.Call(0, uintptr(session), uintptr(unsafe.Pointer(&t[0])), uintptr(2*len(t)), uintptr(unsafe.Pointer(&m[0])), uintptr(2*len(m)), 0, 0, uintptr(unsafe.Pointer(&response)), 0)
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
