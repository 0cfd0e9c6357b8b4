// A service and its command line share what looks for a session. The process's own counts only where it is not session 0.
package main

import (
	"log"
	"os"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	run()
	for c := range requests {
		if c.Cmd == svc.Stop {
			break
		}
	}
	return false, 0
}

func run() {
	for _, id := range candidates() {
		token(id)
	}
	early()
	helper()
	logged()
	late()
}

func candidates() (ids []uint32) {
	var own uint32
	if err := windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &own); err == nil && own != 0 {
		ids = append(ids, own)
	}
	return ids
}

func early() {
	var own uint32
	if windows.ProcessIdToSessionId(uint32(os.Getpid()), &own) != nil || own == 0 {
		return
	}
	token(own)
}

func current() uint32 {
	var id uint32
	windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &id)
	return id
}

// The answer of a function is tested by who calls it.
func helper() {
	if own := current(); own != 0 {
		token(own)
	}
}

// A test that decides nothing about what the session is used for.
func logged() {
	var own uint32
	if err := windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &own); err != nil { // want `error: the session of the process itself is session 0 .* \(sessionid\)`
		return
	}
	if own != 0 {
		log.Print("a session of its own")
	}
	token(own)
}

// So does one that comes too late.
func late() {
	var own uint32
	if err := windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &own); err != nil { // want `error: the session of the process itself is session 0 .* \(sessionid\)`
		return
	}
	token(own)
	if own == 0 {
		return
	}
	log.Print(own)
}

func token(session uint32) {
	var t windows.Token
	if err := windows.WTSQueryUserToken(session, &t); err != nil {
		log.Print(err)
		return
	}
	t.Close()
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
