// TLS connections and UDP peers by the address of their computer.
package main

import (
	"crypto/tls"
	"log"
	"net"
	"net/netip"
)

type session struct{ user string }

var (
	conns    = map[string]*tls.Conn{}
	sessions = map[netip.Addr]*session{}
	byIP     = map[string]*session{}
	exact    = map[netip.AddrPort]*session{}
)

func accept(conn *tls.Conn) {
	host, _, _ := net.SplitHostPort(conn.RemoteAddr().String())
	conns[host] = conn // want `warning: .*address.* \(clientkey\)`
}

func receive(socket *net.UDPConn) error {
	buf := make([]byte, 1500)
	for {
		n, from, err := socket.ReadFromUDPAddrPort(buf)
		if err != nil {
			return err
		}
		s := &session{user: string(buf[:n])}
		sessions[from.Addr()] = s // want `warning: .*address.* \(clientkey\)`
		exact[from] = s
	}
}

func receiveAny(socket net.PacketConn) error {
	buf := make([]byte, 1500)
	n, from, err := socket.ReadFrom(buf)
	if err != nil {
		return err
	}
	byIP[from.(*net.UDPAddr).IP.String()] = &session{user: string(buf[:n])} // want `warning: .*address.* \(clientkey\)`
	return nil
}

func main() {
	socket, err := net.ListenUDP("udp", &net.UDPAddr{Port: 7014})
	if err != nil {
		log.Fatal(err)
	}
	go receive(socket)
	go receiveAny(socket)
	listener, err := tls.Listen("tcp", ":7014", &tls.Config{})
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		accept(conn.(*tls.Conn))
	}
}
