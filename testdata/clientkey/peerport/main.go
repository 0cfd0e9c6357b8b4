// A node that knows its peers by where they listen, at a port that a flag gives, and a well-known one.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
)

type peer struct {
	address, control string
	conn             net.Conn
}

type hello struct{ Knows string }

type node struct{ peers []*peer }

func (n *node) serve(conn net.Conn, port int) {
	ip := conn.RemoteAddr().(*net.TCPAddr).IP.String()
	n.peers = append(n.peers, &peer{address: fmt.Sprintf("%s:%d", ip, port), control: ip + ":7024", conn: conn})
	var h hello
	if err := json.NewDecoder(conn).Decode(&h); err == nil {
		log.Print(n.find(h.Knows))
	}
}

func (n *node) find(address string) *peer {
	for _, p := range n.peers {
		if p.address == address || p.control == address {
			return p
		}
	}
	return nil
}

func main() {
	port := flag.Int("port", 7023, "where peers listen")
	flag.Parse()
	listener, err := net.Listen("tcp", ":7023")
	if err != nil {
		log.Fatal(err)
	}
	var n node
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go n.serve(conn, *port)
	}
}
