// Command identified is a service that asks whose the clients of its open pipe are.
package main

import (
	"net"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func main() { svc.Run("agent", &agent{}) }

func (*agent) Execute(_ []string, _ <-chan svc.ChangeRequest, _ chan<- svc.Status) (bool, uint32) {
	l, err := winio.ListenPipe(`\\.\pipe\identified`, &winio.PipeConfig{SecurityDescriptor: "D:P(A;;GA;;;SY)(A;;GRGW;;;AU)"})
	if err != nil {
		return false, 1
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			return false, 0
		}
		go serve(conn)
	}
}

func serve(conn net.Conn) {
	defer conn.Close()
	f, ok := conn.(interface{ Fd() uintptr })
	if !ok {
		return
	}
	var pid uint32
	if err := windows.GetNamedPipeClientProcessId(windows.Handle(f.Fd()), &pid); err != nil {
		return
	}
	var session uint32
	windows.ProcessIdToSessionId(pid, &session)
}
