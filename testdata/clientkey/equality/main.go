// A server for one client at a time that takes the same address for the same client.
package main

import (
	"log"
	"net"
	"strings"
	"sync"
)

type server struct {
	mu      sync.Mutex
	owner   string
	current net.Conn
	ours    net.IP
}

func (s *server) take(conn net.Conn) bool {
	host, _, _ := net.SplitHostPort(conn.RemoteAddr().String())
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.owner != "" && s.owner != host { // want `warning: .*address.* \(clientkey\)`
		conn.Write([]byte("somebody else is connected\n"))
		return false
	}
	s.owner, s.current = host, conn
	return true
}

func (s *server) alreadyConnected(conn net.Conn) bool {
	if s.current == nil {
		return false
	}
	was := s.current.RemoteAddr().(*net.TCPAddr)
	is := conn.RemoteAddr().(*net.TCPAddr)
	return was.IP.Equal(is.IP) // want `warning: .*address.* \(clientkey\)`
}

func (s *server) sameClient(a, b net.Conn) bool {
	left, _, _ := strings.Cut(a.RemoteAddr().String(), ":")
	right, _, _ := strings.Cut(b.RemoteAddr().String(), ":")
	return strings.EqualFold(left, right) // want `warning: .*address.* \(clientkey\)`
}

// With the port the address names one connection.
func (s *server) sameConnection(a, b net.Conn) bool {
	return a.RemoteAddr().String() == b.RemoteAddr().String()
}

// The server's own address and the settings are not clients.
func (s *server) refuse(conn net.Conn) bool {
	ip := conn.RemoteAddr().(*net.TCPAddr).IP
	return ip.Equal(s.ours) || ip.String() == "192.0.2.1" || ip.String() == ""
}

func main() {
	listener, err := net.Listen("tcp", ":7023")
	if err != nil {
		log.Fatal(err)
	}
	s := &server{ours: net.IPv4(192, 0, 2, 7)}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		if s.refuse(conn) || s.alreadyConnected(conn) || s.sameClient(conn, s.current) || s.sameConnection(conn, s.current) || !s.take(conn) {
			conn.Close()
		}
	}
}
