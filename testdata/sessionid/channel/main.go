// Command channel is a service one part of which asks another for helpers.
package main

import (
	"encoding/binary"
	"log"
	"net"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptSessionChange}
	wanted := make(chan uint32)
	asked := make(chan uint32)
	go func() {
		wanted <- windows.WTSGetActiveConsoleSessionId() // want `warning: the session of the physical console is taken for the user's.* \(sessionid\)`
	}()
	go listen(asked)
	for {
		select {
		case id := <-wanted:
			start(id)
		case id := <-asked:
			start(id)
		case r := <-requests:
			if r.Cmd == svc.SessionChange {
				log.Print(r.EventType)
			}
		}
	}
}

// listen hands on which session a client asks for.
func listen(asked chan<- uint32) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			var id uint32
			if binary.Read(conn, binary.LittleEndian, &id) == nil {
				asked <- id
			}
		}()
	}
}

func start(session uint32) {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		log.Print(err)
		return
	}
	defer token.Close()
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
