// Command pipes is a service that serves pipes with all kinds of descriptors.
package main

import (
	"net"
	"os/user"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func main() { svc.Run("agent", &agent{}) }

const open = "D:P(A;;GA;;;SY)(A;;GRGW;;;AU)" // want `note: the pipe is open for writing to Authenticated Users, and nobody asks who a client is.* \(localtrust\)`

func (*agent) Execute(_ []string, _ <-chan svc.ChangeRequest, _ chan<- svc.Status) (bool, uint32) {
	go serve(open)
	go literal()
	go assigned()
	go listed("D:P(A;;GA;;;SY)(A;;0x12019f;;;BU)") // want `note: .* open for writing to Users.* \(localtrust\)`
	go listed("D:P(A;;GA;;;SY)(A;;GR;;;WD)")       // they may read only
	go listed("D:P(D;;GA;;;WD)(A;;GA;;;BU)")       // nobody may
	go listed("O:SYG:SY")                          // no list
	go listed("")
	go listed("D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GA;;;OW)(A;;GA;;;CO)")
	go listed("D:P(A;;GA;;;SY)(A;;GA;;;S-1-5-5-0-12345)")
	go mine()
	go unconfigured()
	go machine()
	return false, 0
}

func serve(descriptor string) {
	listen(`\\.\pipe\agent`, &winio.PipeConfig{SecurityDescriptor: descriptor, MessageMode: true})
}

func literal() {
	listen(`\\.\pipe\agent-literal`, &winio.PipeConfig{
		SecurityDescriptor: "D:(A;;GA;;;S-1-1-0)", // want `note: .* open for writing to Everyone.* \(localtrust\)`
	})
}

func assigned() {
	config := new(winio.PipeConfig)
	config.SecurityDescriptor = `O:BAG:SYD:P(A;;FA;;;SY)(A;;FW;;;IU)S:(ML;;NW;;;LW)` // want `note: .* open for writing to Interactive.* \(localtrust\)`
	listen(`\\.\pipe\agent-assigned`, config)
}

func listed(descriptor string) {
	l, err := winio.ListenPipe(`\\.\pipe\agent-listed`, &winio.PipeConfig{SecurityDescriptor: descriptor})
	if err != nil {
		return
	}
	answer(l)
}

// mine lets a user and the system in.
func mine() {
	u, err := user.Current()
	if err != nil {
		return
	}
	listen(`\\.\pipe\agent-mine`, &winio.PipeConfig{SecurityDescriptor: "D:P(A;;GA;;;SY)(A;;GA;;;" + u.Uid + ")"})
}

// unconfigured has the default descriptor: others may read only.
func unconfigured() { listen(`\\.\pipe\agent-default`, nil) }

// machine is reached by virtual machines.
func machine() {
	l, err := winio.ListenHvsock(&winio.HvsockAddr{})
	if err != nil {
		return
	}
	answer(l)
}

func listen(name string, config *winio.PipeConfig) {
	l, err := winio.ListenPipe(name, config)
	if err != nil {
		return
	}
	answer(l)
}

func answer(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			b := make([]byte, 64)
			n, _ := conn.Read(b)
			conn.Write(b[:n])
		}()
	}
}
