// The console's session gives way to the one that is asked for, or to all.
package main

import (
	"log"
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{ pipe windows.Handle }

func (a agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptSessionChange}
	start(windows.WTSGetActiveConsoleSessionId(), "tray.exe") // want `warning: the session of the physical console .* \(sessionid\)`
	a.serve()
	for c := range requests {
		switch c.Cmd {
		case svc.Stop:
			return false, 0
		case svc.SessionChange:
		}
	}
	return false, 0
}

// A client asks for its helper, but the helper comes up elsewhere.
func (a agent) serve() {
	var client uint32
	if ok, _, _ := clientSession.Call(uintptr(a.pipe), uintptr(unsafe.Pointer(&client))); ok == 0 {
		return
	}
	log.Print("asked for by session ", client)
	if err := start(windows.WTSGetActiveConsoleSessionId(), "helper.exe"); err != nil { // want `warning: the session of the physical console .* \(sessionid\)`
		log.Print(err)
	}
}

var clientSession = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetNamedPipeClientSessionId")

func start(session uint32, name string) error {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		return err
	}
	defer token.Close()
	cmd := exec.Command(name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	return cmd.Start()
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
