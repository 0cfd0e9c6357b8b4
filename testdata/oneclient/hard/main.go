// Command hard accepts in less usual ways.
package main

import (
	. "bufio"
	"crypto/tls"
	"errors"
	"log"
	"net"
	"runtime"
	"time"

	"golang.org/x/crypto/ssh/agent"
)

type server struct {
	listener net.Listener
	done     chan struct{}
}

func main() {
	inner, err := net.Listen("tcp", ":9110")
	if err != nil {
		log.Fatal(err)
	}
	s := &server{listener: tls.NewListener(inner, &tls.Config{}), done: make(chan struct{})}
	go s.run()
	go s.next()
	go typed(inner)
	go keys(inner, agent.NewKeyring())
	go generic[net.Listener](inner)
	method(inner, s)
	for _, l := range []net.Listener{inner, s.listener} {
		go one(l)
	}
	if runtime.GOOS == "linux" {
		one2(inner)
	}
	<-s.done
}

func (s *server) serve(conn net.Conn) {
	lines := NewScanner(conn)
	for lines.Scan() {
		log.Print(lines.Text())
	}
}

func (s *server) run() {
	for {
		select {
		case <-s.done:
			return
		default:
		}
		conn, err := s.listener.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			var timeout net.Error
			if errors.As(err, &timeout) && timeout.Timeout() {
				continue
			}
			return
		}
		func() {
			defer conn.Close()
			s.serve(conn)
		}()
	}
}

func (s *server) accept() (net.Conn, error) {
	conn, err := s.listener.Accept() // want `warning: .* hung up.* \(oneclient\)`
	if err != nil {
		return nil, err
	}
	return conn, nil
}

func (s *server) next() {
	for {
		conn, err := s.accept()
		if err != nil {
			return
		}
		s.serve(conn)
	}
}

func keys(l net.Listener, a agent.Agent) {
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		agent.ServeAgent(a, conn)
	}
}

func typed(l net.Listener) {
	tcp := l.(*net.TCPListener)
	for {
		tcp.SetDeadline(time.Now().Add(time.Second))
		conn, err := tcp.AcceptTCP() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			continue
		}
		conn.SetNoDelay(true)
		(&server{}).serve(conn)
	}
}

func generic[L net.Listener](l L) {
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		both(conn)
	}
}

func both[C net.Conn](conn C) {
	buf := make([]byte, 64)
	for {
		if _, err := conn.Read(buf); err != nil {
			return
		}
	}
}

func method(l net.Listener, s *server) {
	handle := s.serve
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		handle(conn)
	}
}

// one has a goroutine for each listener, not for each client.
func one(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		(&server{}).serve(conn)
	}
}

func one2(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		(&server{}).serve(conn)
	}
}
