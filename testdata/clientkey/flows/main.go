// The address travels through fields, parameters, results and closures before it is a key.
package main

import (
	"log"
	"net"
)

type client struct {
	host string
	conn net.Conn
}

type hub struct {
	clients map[string]*client
	rooms   map[string]map[string]*client
	inboxes map[string]chan string
}

func hostOf(conn net.Conn) string {
	host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
	if err != nil {
		return ""
	}
	return host
}

func newClient(conn net.Conn) *client {
	return &client{host: hostOf(conn), conn: conn}
}

func (h *hub) join(c *client) {
	h.clients[c.host] = c // want `warning: .*address.* \(clientkey\)`
	h.enter("lobby", c.host, c)
}

func (h *hub) enter(room, key string, c *client) {
	h.rooms[room][key] = c // want `warning: .*address.* \(clientkey\)`
}

func (h *hub) leave(c *client) {
	delete(h.clients, c.host) // want `warning: .*address.* \(clientkey\)`
}

func (h *hub) inbox(host string) chan string {
	if inbox, ok := h.inboxes[host]; ok { // want `warning: .*address.* \(clientkey\)`
		return inbox
	}
	inbox := make(chan string, 1)
	put := func() {
		h.inboxes[host] = inbox // want `warning: .*address.* \(clientkey\)`
	}
	put()
	return inbox
}

func (h *hub) serve(conn net.Conn) {
	c := newClient(conn)
	h.join(c)
	defer h.leave(c)
	for text := range h.inbox(c.host) {
		if _, err := conn.Write([]byte(text)); err != nil {
			return
		}
	}
}

func main() {
	listener, err := net.Listen("tcp", ":7003")
	if err != nil {
		log.Fatal(err)
	}
	h := &hub{
		clients: make(map[string]*client),
		rooms:   map[string]map[string]*client{"lobby": {}},
		inboxes: make(map[string]chan string),
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go h.serve(conn)
	}
}
