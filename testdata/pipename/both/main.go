// Command both serves one pipe as a service and from users' sessions: who comes second does not get it.
package main

import (
	"log"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows/svc"
)

type collector struct{}

func (collector) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	go serve()
	<-requests
	return false, 0
}

func main() {
	if isService, err := svc.IsWindowsService(); err == nil && isService {
		if err := svc.Run("collector", collector{}); err != nil {
			log.Print(err)
		}
		return
	}
	systray.Run(func() { go serve() }, func() {})
}

func serve() {
	listener, err := winio.ListenPipe(`\\.\pipe\parcel-both`, nil) // want `warning: named pipe .*parcel-both" is one for the whole machine.* \(pipename\)`
	if err != nil {
		return
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go conn.Close()
	}
}
