// A chat server that searches its list of clients for an address.
package main

import (
	"log"
	"net"
	"slices"
)

type client struct {
	ip   string
	conn net.Conn
}

type room struct{ clients []*client }

func (r *room) tell(conn net.Conn, text string) {
	ip := conn.RemoteAddr().(*net.TCPAddr).IP.String()
	for _, c := range r.clients {
		if c.ip == ip { // want `warning: .*address.* \(clientkey\)`
			c.conn.Write([]byte(text))
			return
		}
	}
}

func (r *room) leave(conn net.Conn) {
	ip := conn.RemoteAddr().(*net.TCPAddr).IP.String()
	r.clients = slices.DeleteFunc(r.clients, func(c *client) bool {
		return c.ip == ip // want `warning: .*address.* \(clientkey\)`
	})
}

func (r *room) find(addr net.Addr) int {
	host := addr.(*net.TCPAddr).IP
	return slices.IndexFunc(r.clients, func(c *client) bool {
		return host.Equal(c.conn.RemoteAddr().(*net.TCPAddr).IP) // want `warning: .*address.* \(clientkey\)`
	})
}

// The connection itself is the client.
func (r *room) drop(conn net.Conn) {
	for i, c := range r.clients {
		if c.conn == conn {
			r.clients = slices.Delete(r.clients, i, i+1)
			return
		}
	}
}

func main() {
	listener, err := net.Listen("tcp", ":7022")
	if err != nil {
		log.Fatal(err)
	}
	var r room
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		r.clients = append(r.clients, &client{ip: conn.RemoteAddr().(*net.TCPAddr).IP.String(), conn: conn})
		r.tell(conn, "hello")
		if r.find(conn.RemoteAddr()) < 0 {
			r.leave(conn)
			r.drop(conn)
		}
	}
}
