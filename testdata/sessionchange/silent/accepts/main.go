// A service that keeps its helpers by session and hears of changes.
package main

import (
	"log"
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

const accepted = svc.AcceptStop | svc.AcceptSessionChange

type manager struct{ helpers map[uint32]*exec.Cmd }

func (m *manager) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.StartPending}
	m.scan()
	status <- svc.Status{State: svc.Running, Accepts: accepted}
	for c := range requests {
		switch c.Cmd {
		case svc.Interrogate:
			status <- c.CurrentStatus
		case svc.Stop, svc.Shutdown:
			status <- svc.Status{State: svc.StopPending}
			return false, 0
		case svc.SessionChange:
			m.scan()
		default:
			log.Printf("unexpected control request %d", c.Cmd)
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
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(list)))
	for _, s := range unsafe.Slice(list, n) {
		if s.State == windows.WTSActive && m.helpers[s.SessionID] == nil {
			m.helpers[s.SessionID] = start(s.SessionID)
		}
	}
}

func start(session uint32) *exec.Cmd {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		return nil
	}
	defer token.Close()
	cmd := exec.Command("helper.exe")
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	if cmd.Start() != nil {
		return nil
	}
	return cmd
}

func main() {
	if err := svc.Run("agent", &manager{helpers: map[uint32]*exec.Cmd{}}); err != nil {
		log.Fatal(err)
	}
}
