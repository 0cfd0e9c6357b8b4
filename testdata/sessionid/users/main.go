// A service that keeps one helper for each user.
package main

import (
	"log"
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type manager struct {
	helpers map[string]*exec.Cmd
	seen    map[string]int
}

func (m *manager) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptSessionChange}
	m.scan()
	for c := range requests {
		switch c.Cmd {
		case svc.Stop:
			return false, 0
		case svc.SessionChange:
			m.scan()
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
		if s.State == windows.WTSActive {
			m.ensure(s.SessionID)
		}
	}
}

func (m *manager) ensure(session uint32) {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		return
	}
	defer token.Close()
	user, err := token.GetTokenUser()
	if err != nil {
		return
	}
	sid := user.User.Sid.String()
	m.seen[sid]++
	if _, ok := m.helpers[sid]; ok {
		return
	}
	cmd := exec.Command("helper.exe")
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	if err := cmd.Start(); err != nil {
		log.Print(err)
		return
	}
	m.helpers[sid] = cmd // want `warning: helpers are kept by their user.* \(sessionid\)`
}

func main() {
	if err := svc.Run("agent", &manager{helpers: map[string]*exec.Cmd{}, seen: map[string]int{}}); err != nil {
		log.Fatal(err)
	}
}
