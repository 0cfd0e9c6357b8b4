// Command console serves the pipe of its service at a console, too, for whoever looks for a fault in it.
package main

import (
	"log"
	"net"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows/svc"
)

const pipe = `\\.\pipe\imaging-service`

type service struct{}

func (service) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	l, err := winio.ListenPipe(pipe, &winio.PipeConfig{SecurityDescriptor: "D:P(A;;GA;;;SY)(A;;GA;;;BA)"})
	if err != nil {
		return false, 1
	}
	defer l.Close()
	go serve(l)
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	<-requests
	return false, 0
}

func main() {
	isService, err := svc.IsWindowsService()
	if err != nil {
		log.Fatal(err)
	}
	if isService {
		if err := svc.Run("imaging", service{}); err != nil {
			log.Fatal(err)
		}
		return
	}
	l, err := winio.ListenPipe(pipe, nil)
	if err != nil {
		log.Fatal(err)
	}
	go other()
	serve(l)
}

// other serves a name that is not the service's.
func other() {
	l, err := winio.ListenPipe(`\\.\pipe\imaging-progress`, nil) // want `warning: named pipe .*imaging-progress" is one for the whole machine.* \(pipename\)`
	if err != nil {
		return
	}
	serve(l)
}

func serve(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go conn.Close()
	}
}
