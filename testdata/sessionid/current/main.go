// A service that asks for its own session.
package main

import (
	"log"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

const (
	currentSession = 0xFFFFFFFF
	userName       = 5
)

var (
	wtsapi32 = windows.NewLazySystemDLL("wtsapi32.dll")
	query    = wtsapi32.NewProc("WTSQuerySessionInformationW")
	logoff   = wtsapi32.NewProc("WTSLogoffSession")
)

type agent struct{}

func (agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	log.Print(name(currentSession)) // want `error: the session of the process itself is session 0 in a service.* \(sessionid\)`
	var own uint32
	if err := windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &own); err == nil { // want `error: the session of the process itself is session 0 .* \(sessionid\)`
		log.Print(name(own))
	}
	var client uint32
	if err := windows.ProcessIdToSessionId(uint32(os.Getppid()), &client); err == nil {
		log.Print(name(client))
	}
	logoff.Call(0, uintptr(^uint32(0)), 0) // want `error: the session of the process itself is session 0 .* \(sessionid\)`
	open(none())
	for c := range requests {
		if c.Cmd == svc.Stop {
			break
		}
	}
	return false, 0
}

func name(session uint32) string {
	var text *uint16
	var n uint32
	query.Call(0, uintptr(session), userName, uintptr(unsafe.Pointer(&text)), uintptr(unsafe.Pointer(&n)))
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(text)))
	return windows.UTF16PtrToString(text)
}

// none answers the sentinel that says that there is no session.
func none() uint32 {
	if len(os.Args) > 3 {
		return uint32(len(os.Args))
	}
	return 0xFFFFFFFF
}

func open(session uint32) {
	if session == 0xFFFFFFFF {
		return
	}
	log.Print(name(session))
}

// main may ask for its own session: it runs in the user's.
func main() {
	if ok, err := svc.IsWindowsService(); err != nil || !ok {
		log.Print(name(currentSession))
		return
	}
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
