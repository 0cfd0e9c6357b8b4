// A service that reads what commands print for people.
package main

import (
	"log"
	"os/exec"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptSessionChange}
	if id, err := active(); err == nil {
		use(id)
	}
	if id, err := shell(); err == nil {
		use(id)
	}
	if id, err := ofConsoleUser(); err == nil {
		use(id)
	}
	count()
	for c := range requests {
		switch c.Cmd {
		case svc.Stop:
			return false, 0
		case svc.SessionChange:
		}
	}
	return false, 0
}

func active() (uint32, error) {
	out, err := exec.Command("quser").Output() // want `warning: a session that a command printed.* \(sessionid\)`
	if err != nil {
		return 0, err
	}
	for _, line := range strings.Split(string(out), "\n") {
		fields := strings.Fields(line)
		if len(fields) > 3 && fields[3] == "Active" {
			id, err := strconv.Atoi(fields[2])
			return uint32(id), err
		}
	}
	return 0, nil
}

func shell() (uint32, error) {
	cmd := exec.Command("cmd", "/c", "query session") // want `warning: a session that a command printed.* \(sessionid\)`
	out, err := cmd.CombinedOutput()
	if err != nil {
		return 0, err
	}
	lines := strings.Split(string(out), "\n")
	id, err := strconv.ParseUint(strings.Fields(strings.TrimSpace(lines[1]))[2], 10, 32)
	return uint32(id), err
}

// The session is searched by the user whom management instrumentation names.
func ofConsoleUser() (uint32, error) {
	out, err := exec.Command("wmic", "computersystem", "get", "username").Output()
	if err != nil {
		return 0, err
	}
	user := strings.TrimSpace(string(out))
	var list *windows.WTS_SESSION_INFO
	var n uint32
	if err := windows.WTSEnumerateSessions(0, 0, 1, &list, &n); err != nil { // want `warning: the first session of a user.* \(sessionid\)`
		return 0, err
	}
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(list)))
	for _, s := range unsafe.Slice(list, n) {
		if strings.EqualFold(windows.UTF16PtrToString(s.WindowStationName), user) {
			return s.SessionID, nil
		}
	}
	return 0, nil
}

// Nothing is done in any of them.
func count() {
	out, err := exec.Command("quser").Output()
	if err == nil {
		log.Print(strings.Count(string(out), "\n"))
	}
}

func use(session uint32) {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err == nil {
		token.Close()
	}
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
