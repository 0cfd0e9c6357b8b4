// Comparisons of addresses that do not ask who a client is: whether it has moved, whether its token was given to it, whether
// both address and port are the same.
package main

import (
	"crypto/subtle"
	"log"
	"net"
)

type endpoint struct {
	ip   string
	conn net.Conn
}

type token struct {
	ip   string
	user string
}

type server struct {
	current *endpoint
	tokens  map[string]*token
}

func newEndpoint(conn net.Conn) *endpoint {
	return &endpoint{ip: conn.RemoteAddr().(*net.TCPAddr).IP.String(), conn: conn}
}

// moved tells an old version of the same endpoint from a new one.
func (s *server) moved(next *endpoint) bool {
	previous := s.current
	return previous != nil && previous.ip != next.ip
}

// admits checks a token, which says who the client is, and then where it was given to.
func (s *server) admits(conn net.Conn, secret string) bool {
	ip := conn.RemoteAddr().(*net.TCPAddr).IP.String()
	t := s.tokens[secret]
	return t != nil && t.ip == ip
}

// admitsQuietly does so in constant time.
func (s *server) admitsQuietly(conn net.Conn, secret string) bool {
	ip := conn.RemoteAddr().(*net.TCPAddr).IP.String()
	t := s.tokens[secret]
	return t != nil && subtle.ConstantTimeCompare([]byte(t.ip), []byte(ip)) == 1
}

// network returns the network that an address is in, or the address itself.
func network(ip string) string {
	a := net.ParseIP(ip)
	if v4 := a.To4(); v4 != nil {
		return v4.Mask(net.CIDRMask(24, 32)).String()
	}
	return ip
}

// grouped compares an address with what was made of it.
func grouped(conn net.Conn) bool {
	ip := conn.RemoteAddr().(*net.TCPAddr).IP.String()
	group := network(ip)
	return group != ip && network(ip) != ip
}

func (s *server) grant(conn net.Conn, secret, user string) {
	s.tokens[secret] = &token{ip: conn.RemoteAddr().(*net.TCPAddr).IP.String(), user: user}
}

// same compares whole addresses, part by part.
func same(a, b net.Conn) bool {
	x, y := a.RemoteAddr().(*net.TCPAddr), b.RemoteAddr().(*net.TCPAddr)
	return x.IP.Equal(y.IP) && x.Port == y.Port
}

func main() {
	listener, err := net.Listen("tcp", ":7033")
	if err != nil {
		log.Fatal(err)
	}
	s := &server{tokens: map[string]*token{}}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		next := newEndpoint(conn)
		s.grant(conn, "secret", "ann")
		if s.admits(conn, "secret") && s.admitsQuietly(conn, "secret") && !grouped(conn) && s.moved(next) && !same(conn, s.current.conn) {
			log.Print("moved")
		}
		s.current = next
	}
}
