// QUIC connections by the address of their computer.
package main

import (
	"context"
	"log"
	"net"
	"net/netip"

	"github.com/quic-go/quic-go"
)

var conns = map[netip.Addr]*quic.Conn{}

func main() {
	listener, err := quic.ListenAddr(":7012", nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept(context.Background())
		if err != nil {
			log.Fatal(err)
		}
		conns[conn.RemoteAddr().(*net.UDPAddr).AddrPort().Addr()] = conn // want `warning: .*address.* \(clientkey\)`
	}
}
