// Connections in a sync.Map by the address of their computer.
package main

import (
	"log"
	"net"
	"sync"
)

type client struct{ conn net.Conn }

var clients sync.Map // host -> *client

func hostOf(addr net.Addr) string {
	host, _, _ := net.SplitHostPort(addr.String())
	return host
}

func join(addr net.Addr, c *client) {
	clients.Store(hostOf(addr), c) // want `warning: .*address.* \(clientkey\)`
}

func joinOnce(addr net.Addr, c *client) bool {
	_, known := clients.LoadOrStore(hostOf(addr), c) // want `warning: .*address.* \(clientkey\)`
	return !known
}

func leave(addr net.Addr) {
	clients.Delete(hostOf(addr)) // want `warning: .*address.* \(clientkey\)`
}

func find(addr net.Addr) *client {
	if c, ok := clients.Load(hostOf(addr)); ok { // want `warning: .*address.* \(clientkey\)`
		return c.(*client)
	}
	return nil
}

func main() {
	listener, err := net.Listen("tcp", ":7020")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		c, addr := &client{conn}, conn.RemoteAddr()
		if find(addr) != nil || !joinOnce(addr, c) {
			leave(addr)
		}
		join(addr, c)
	}
}
