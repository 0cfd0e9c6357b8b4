// Package fake has servers for the tests of other packages.
package fake

import (
	"net"
	"testing"

	"github.com/Microsoft/go-winio"
)

// A Server answers for a test.
type Server struct {
	t *testing.T
	l net.Listener
}

// Serve listens, and serves one connection after another.
func (s *Server) Serve() {
	s.listen()
	for {
		c, err := s.l.Accept()
		if err != nil {
			s.t.Error(err)
			return
		}
		serve(c)
	}
}

func (s *Server) listen() {
	l, err := winio.ListenPipe(`\\.\pipe\fake`, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	s.l = l
}

func serve(c net.Conn) {
	defer c.Close()
	buf := make([]byte, 1024)
	for {
		n, err := c.Read(buf)
		if err != nil {
			return
		}
		_, _ = c.Write(buf[:n])
	}
}

// Listen serves for a test or a benchmark.
func Listen(tb testing.TB) net.Listener {
	l, err := winio.ListenPipe(`\\.\pipe\fake-listen`, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// A Pool is of no test.
type Pool struct{ l net.Listener }

// Open listens.
func (p *Pool) Open() (err error) {
	p.l, err = winio.ListenPipe(`\\.\pipe\fake-pool`, nil) // want:module `warning: .*fake-pool.* \(pipename\)`
	return err
}
