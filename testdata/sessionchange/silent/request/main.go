// A service that works for the session that asks, and lists the sessions when somebody asks.
package main

import (
	"fmt"
	"log"
	"net/http"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{ pipe windows.Handle }

var clientSession = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetNamedPipeClientSessionId")

func (a agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	http.HandleFunc("/sessions", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, sessions()) })
	http.HandleFunc("/run", func(w http.ResponseWriter, r *http.Request) {
		for _, id := range sessions() {
			run(id)
		}
	})
	go a.serve()
	for c := range requests {
		if c.Cmd == svc.Stop {
			break
		}
	}
	return false, 0
}

func (a agent) serve() {
	var session uint32
	if ok, _, _ := clientSession.Call(uintptr(a.pipe), uintptr(unsafe.Pointer(&session))); ok != 0 {
		run(session)
	}
}

func run(session uint32) {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err == nil {
		token.Close()
	}
}

func sessions() []uint32 {
	var list *windows.WTS_SESSION_INFO
	var n uint32
	if err := windows.WTSEnumerateSessions(0, 0, 1, &list, &n); err != nil {
		return nil
	}
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(list)))
	var out []uint32
	seen := map[uint32]bool{}
	for _, s := range unsafe.Slice(list, n) {
		seen[s.SessionID] = true
		out = append(out, s.SessionID)
	}
	return out
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
