// Command evict lets each computer have one connection.
package main

import (
	"bufio"
	"log"
	"net"
	"sync"
)

type client struct {
	conn net.Conn
	ip   string
	quit chan bool
}

type hub struct {
	mu      sync.Mutex
	clients map[string]*client
	users   map[string]*client
}

func (h *hub) connect(c *client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if old, ok := h.clients[c.ip]; ok { // want `warning: .* \(clientkey\)`
		old.quit <- true // want `warning: a connection from the same address ends the earlier one: .* \(oneclient\)`
	}
	h.clients[c.ip] = c // want `warning: .* \(clientkey\)`
}

// login replaces the earlier connection of the same user.
func (h *hub) login(user string, c *client) {
	if old := h.users[user]; old != nil {
		old.conn.Close()
	}
	h.users[user] = c
}

func main() {
	l, err := net.Listen("tcp", ":9107")
	if err != nil {
		log.Fatal(err)
	}
	h := &hub{clients: map[string]*client{}, users: map[string]*client{}}
	conns := map[string]net.Conn{}
	var synced sync.Map
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
		if err != nil {
			continue
		}
		old, ok := conns[host] // want `warning: .* \(clientkey\)`
		if ok {
			old.Close() // want `warning: a connection from the same address ends the earlier one: .* \(oneclient\)`
		}
		conns[host] = conn                    // want `warning: .* \(clientkey\)`
		if old, ok := synced.Load(host); ok { // want `warning: .* \(clientkey\)`
			old.(net.Conn).Close() // want `warning: a connection from the same address ends the earlier one: .* \(oneclient\)`
		}
		synced.Store(host, conn) // want `warning: .* \(clientkey\)`
		c := &client{conn: conn, ip: host, quit: make(chan bool)}
		h.connect(c)
		go func() {
			lines := bufio.NewScanner(conn)
			if lines.Scan() {
				h.login(lines.Text(), c)
			}
		}()
	}
}
