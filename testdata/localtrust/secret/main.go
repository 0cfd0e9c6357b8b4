// Command secret is a service that demands a token of the clients of its open pipe.
package main

import (
	"encoding/json"
	"net"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows/svc"
)

type agent struct{ token string }

func main() { svc.Run("agent", &agent{token: "x"}) }

func (a *agent) Execute(_ []string, _ <-chan svc.ChangeRequest, _ chan<- svc.Status) (bool, uint32) {
	l, err := winio.ListenPipe(`\\.\pipe\secret`, &winio.PipeConfig{SecurityDescriptor: "D:P(A;;GA;;;SY)(A;;GRGW;;;AU)"})
	if err != nil {
		return false, 1
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			return false, 0
		}
		go a.serve(conn)
	}
}

func (a *agent) serve(conn net.Conn) {
	defer conn.Close()
	var request struct{ Token, Command string }
	if err := json.NewDecoder(conn).Decode(&request); err != nil || request.Token != a.token {
		return
	}
	conn.Write([]byte(request.Command))
}
