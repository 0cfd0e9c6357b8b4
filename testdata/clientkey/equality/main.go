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

// A camera answers from the address that it was asked at, though from another port.
type camera struct {
	conn     *net.UDPConn
	addr     *net.UDPAddr
	resolved *net.UDPAddr
	peer     *net.UDPAddr
}

func open(conn *net.UDPConn, host, name string) (*camera, error) {
	resolved, err := net.ResolveUDPAddr("udp", name)
	if err != nil {
		return nil, err
	}
	return &camera{conn: conn, addr: &net.UDPAddr{IP: net.ParseIP(host), Port: 32100}, resolved: resolved}, nil
}

func (c *camera) read(b []byte) (n int, err error) {
	if _, err := c.conn.WriteToUDP(b, c.addr); err != nil {
		return 0, err
	}
	for {
		n, from, err := c.conn.ReadFromUDP(b)
		if err != nil {
			return 0, err
		}
		switch {
		case from.IP.Equal(c.addr.IP), from.IP.String() == c.resolved.IP.String():
			c.addr = from
			return n, nil
		case c.peer == nil:
			c.peer = from
		case from.IP.Equal(c.peer.IP): // want `warning: .*address.* \(clientkey\)`
			return n, nil
		}
	}
}

func main() {
	listener, err := net.Listen("tcp", ":7023")
	if err != nil {
		log.Fatal(err)
	}
	if udp, err := net.ListenUDP("udp", nil); err == nil {
		if c, err := open(udp, "192.0.2.9", "camera.example:32100"); err == nil {
			c.read(make([]byte, 1500))
		}
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
