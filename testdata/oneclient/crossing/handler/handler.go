// Package handler serves connections.
package handler

import (
	"bufio"
	"net"
)

// Serve answers until the client hangs up.
func Serve(conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		conn.Write(lines.Bytes())
	}
}

// A Server holds its listener and its handler.
type Server struct {
	listener net.Listener
	handle   func(net.Conn)
}

// New returns a server.
func New(l net.Listener) *Server { return &Server{listener: l, handle: Serve} }

// Run serves.
func (s *Server) Run() {
	for {
		conn, err := s.listener.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		s.handle(conn)
	}
}
