// The remote address of a pipe's client is the pipe's own name, the same for all clients.
package main

import (
	"log"
	"net"
	"os"
	"strconv"

	"github.com/Microsoft/go-winio"
	"gopkg.in/natefinch/npipe.v2"
)

var own = strconv.Itoa(os.Getpid())

type server struct {
	clients map[string]net.Conn
	inboxes map[string]chan []byte
	byID    map[uint64]net.Conn
	next    uint64
}

func (s *server) acceptWinio() error {
	listener, err := winio.ListenPipe(`\\.\pipe\parcel-`+own, &winio.PipeConfig{SecurityDescriptor: "D:P(A;;GA;;;SY)(A;;GA;;;BA)"})
	if err != nil {
		return err
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return err
		}
		s.clients[conn.RemoteAddr().String()] = conn // want `warning: .*pipe.* \(clientkey\)`
		s.next++
		s.byID[s.next] = conn
		log.Printf("client %d of %s", s.next, conn.RemoteAddr())
	}
}

func (s *server) acceptNpipe() error {
	listener, err := npipe.Listen(`\\.\pipe\parcel-events-` + own)
	if err != nil {
		return err
	}
	for {
		conn, err := listener.AcceptPipe()
		if err != nil {
			return err
		}
		s.inboxes[conn.RemoteAddr().String()] = make(chan []byte) // want `warning: .*pipe.* \(clientkey\)`
	}
}

func (s *server) acceptUnix() error {
	listener, err := net.Listen("unix", `C:\ProgramData\Parcel\parcel.sock-`+own)
	if err != nil {
		return err
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return err
		}
		s.clients[conn.RemoteAddr().String()] = conn // want `warning: .*socket.* \(clientkey\)`
	}
}

func (s *server) acceptTCP() error {
	listener, err := net.Listen("tcp", ":7025")
	if err != nil {
		return err
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return err
		}
		s.clients[conn.RemoteAddr().String()] = conn
	}
}

func main() {
	s := &server{clients: map[string]net.Conn{}, inboxes: map[string]chan []byte{}, byID: map[uint64]net.Conn{}}
	for _, accept := range []func() error{s.acceptWinio, s.acceptNpipe, s.acceptUnix, s.acceptTCP} {
		go func() { log.Print(accept()) }()
	}
	select {}
}
