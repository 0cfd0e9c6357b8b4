// Command queue hands its connections to one worker, or to several.
package main

import (
	"bufio"
	"log"
	"net"
)

type server struct {
	one  chan net.Conn
	many chan net.Conn
	hand chan net.Conn
}

func main() {
	l, err := net.Listen("tcp", ":9101")
	if err != nil {
		log.Fatal(err)
	}
	s := &server{one: make(chan net.Conn, 8), many: make(chan net.Conn), hand: make(chan net.Conn)}
	go s.serial()
	for i := 0; i < 4; i++ {
		go s.worker()
	}
	go s.spawner()
	go s.accept1(l)
	go s.accept2(l)
	go s.accept3(l)
	go wrapped(l)
	local(l)
}

func (s *server) serial() {
	for conn := range s.one {
		serve(conn)
	}
}

func (s *server) worker() {
	for conn := range s.many {
		serve(conn)
	}
}

func (s *server) spawner() {
	for {
		select {
		case conn := <-s.hand:
			go serve(conn)
		}
	}
}

func serve(conn net.Conn) {
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		log.Print(lines.Text())
	}
}

func (s *server) accept1(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: accepted connections are queued for one reader, .* \(oneclient\)`
		if err != nil {
			return
		}
		s.one <- conn
	}
}

func (s *server) accept2(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		s.many <- conn
	}
}

func (s *server) accept3(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		s.hand <- conn
	}
}

func local(l net.Listener) {
	queue := make(chan net.Conn)
	go func() {
		for {
			serve(<-other(queue))
		}
	}()
	ready := make(chan net.Conn)
	go func() {
		for {
			conn := <-ready
			serve(conn)
		}
	}()
	for {
		conn, err := l.Accept() // want `warning: accepted connections are queued for one reader, .* \(oneclient\)`
		if err != nil {
			return
		}
		ready <- conn
	}
}

type job struct {
	conn net.Conn
	from string
}

func wrapped(l net.Listener) {
	jobs := make(chan *job)
	go func() {
		for j := range jobs {
			log.Print(j.from)
			serve(j.conn)
		}
	}()
	for {
		conn, err := l.Accept() // want `warning: accepted connections are queued for one reader, .* \(oneclient\)`
		if err != nil {
			return
		}
		jobs <- &job{conn, conn.RemoteAddr().String()}
	}
}

func other(c chan net.Conn) chan net.Conn { return c }
