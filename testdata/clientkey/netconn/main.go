// A server that finds its clients by the address of their computer.
package main

import (
	"bufio"
	"log"
	"net"
	"sync"
)

type server struct {
	mu      sync.Mutex
	clients map[string]net.Conn
}

func (s *server) serve(conn net.Conn) {
	defer conn.Close()
	host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
	if err != nil {
		return
	}
	log.Printf("%s connected", host)
	s.mu.Lock()
	s.clients[host] = conn // want `warning: .*address.* \(clientkey\)`
	s.mu.Unlock()

	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		log.Printf("%s says %s", host, lines.Text())
	}
	s.mu.Lock()
	delete(s.clients, host) // want `warning: .*address.* \(clientkey\)`
	s.mu.Unlock()
}

func main() {
	listener, err := net.Listen("tcp", ":7001")
	if err != nil {
		log.Fatal(err)
	}
	s := &server{clients: make(map[string]net.Conn)}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go s.serve(conn)
	}
}
