// Machines that answer to a question, and addresses that stand for others.
package main

import (
	"errors"
	"log"
	"net"
	"net/netip"
	"os"
	"time"
)

type client struct{ name string }

var clients = map[string]*client{}

// discover collects answers for two seconds.
func discover(conn *net.UDPConn) (found []string) {
	if err := conn.SetReadDeadline(time.Now().Add(2 * time.Second)); err != nil {
		return nil
	}
	var seen []net.IP
	buf := make([]byte, 1500)
loop:
	for {
		n, from, err := conn.ReadFromUDP(buf)
		if err != nil {
			return found
		}
		for _, ip := range seen {
			if ip.Equal(from.IP) {
				continue loop
			}
		}
		seen = append(seen, from.IP)
		found = append(found, string(buf[:n]))
	}
}

// serve looks every second whether it is to stop.
func serve(conn *net.UDPConn, stop chan struct{}) error {
	var seen []net.IP
	_ = conn.SetReadDeadline(time.Time{})
	buf := make([]byte, 1500)
loop:
	for {
		_ = conn.SetReadDeadline(time.Now().Add(time.Second))
		n, from, err := conn.ReadFromUDP(buf)
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			select {
			case <-stop:
				return nil
			default:
				continue
			}
		case err != nil:
			return err
		}
		for _, ip := range seen {
			if ip.Equal(from.IP) { // want `warning: .*address.* \(clientkey\)`
				continue loop
			}
		}
		seen = append(seen, from.IP)
		clients[from.IP.String()] = &client{string(buf[:n])} // want `warning: .*address.* \(clientkey\)`
	}
}

type translator struct {
	conn         *net.UDPConn
	inner, outer netip.Addr
}

// next tells the address that the program knows the peer by.
func (t *translator) next(buf []byte) (netip.Addr, error) {
	_, from, err := t.conn.ReadFromUDPAddrPort(buf)
	if err != nil {
		return netip.Addr{}, err
	}
	addr := from.Addr()
	if addr == t.inner {
		addr = t.outer
	}
	return addr, nil
}

// same takes two for one.
func (t *translator) same(buf []byte) (bool, error) {
	_, from, err := t.conn.ReadFromUDPAddrPort(buf)
	if err != nil {
		return false, err
	}
	same := false
	if from.Addr() == t.inner { // want `warning: .*address.* \(clientkey\)`
		same = true
	}
	return same, nil
}

func main() {
	conn, err := net.ListenUDP("udp", nil)
	if err != nil {
		log.Fatal(err)
	}
	log.Print(discover(conn))
	buf := make([]byte, 1500)
	_, from, err := conn.ReadFromUDPAddrPort(buf)
	if err != nil {
		log.Fatal(err)
	}
	t := &translator{conn: conn, inner: from.Addr()}
	log.Print(t.next(buf))
	log.Print(t.same(buf))
	log.Print(serve(conn, make(chan struct{})))
}
