// Command daemon is a service that runs once for the machine, and asks its own ports whether it does already.
package main

import (
	"log"
	"net"
	"time"

	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/loopbackport/daemon/ipc"
)

type daemon struct{}

func (daemon) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	go serve()
	<-requests
	return false, 0
}

func serve() {
	if ipc.Alive() || ipc.Controlled() {
		return
	}
	l, err := ipc.Listen()
	if err != nil {
		log.Print(err)
		return
	}
	for _, p := range []part{ipc.Server{}, clock{}} {
		go p.Start()
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go answer(conn)
	}
}

// A part runs beside the others.
type part interface{ Start() error }

type clock struct{}

func (clock) Start() error {
	for now := range time.Tick(time.Minute) {
		log.Print(now)
	}
	return nil
}

func answer(conn net.Conn) {
	defer conn.Close()
	conn.Write([]byte("ok\n"))
}

func main() {
	if ok, _ := svc.IsWindowsService(); ok {
		if err := svc.Run("daemon", daemon{}); err != nil {
			log.Print(err)
		}
		return
	}
	serve()
}
