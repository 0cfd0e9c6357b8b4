// A generic registry, once by address and once by user.
package main

import (
	"bufio"
	"log"
	"net"
	"net/netip"
	"sync"
)

type registry[K comparable, V any] struct {
	mu     sync.Mutex
	values map[K]V
}

func newRegistry[K comparable, V any]() *registry[K, V] {
	return &registry[K, V]{values: make(map[K]V)}
}

func (r *registry[K, V]) put(key K, value V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.values[key] = value // want `warning: .*address.* \(clientkey\)`
}

type userRegistry[V any] struct{ values map[string]V }

func (r userRegistry[V]) put(user string, value V) { r.values[user] = value }

func main() {
	listener, err := net.Listen("tcp", ":7031")
	if err != nil {
		log.Fatal(err)
	}
	byAddr := newRegistry[netip.Addr, net.Conn]()
	byUser := userRegistry[net.Conn]{values: map[string]net.Conn{}}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		byAddr.put(conn.RemoteAddr().(*net.TCPAddr).AddrPort().Addr(), conn)
		if user, err := bufio.NewReader(conn).ReadString('\n'); err == nil {
			byUser.put(user, conn)
		}
	}
}
