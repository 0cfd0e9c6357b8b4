// A service that hears of changes by a window of its own.
package main

import (
	"log"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

var register = windows.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSRegisterSessionNotification")

type manager struct{ tokens map[uint32]windows.Token }

func (m *manager) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	register.Call(0, 1)
	m.scan()
	for c := range requests {
		if c.Cmd == svc.Stop {
			break
		}
	}
	return false, 0
}

func (m *manager) scan() {
	var list *windows.WTS_SESSION_INFO
	var n uint32
	if err := windows.WTSEnumerateSessions(0, 0, 1, &list, &n); err != nil {
		return
	}
	for _, s := range unsafe.Slice(list, n) {
		m.tokens[s.SessionID] = 0
	}
}

func main() {
	if err := svc.Run("agent", &manager{tokens: map[uint32]windows.Token{}}); err != nil {
		log.Fatal(err)
	}
}
