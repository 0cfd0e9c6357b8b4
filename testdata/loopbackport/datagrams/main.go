// Command datagrams hears beacons unless a server is there, at a port that has nothing but its number in common with that of the server.
package main

import (
	"fmt"
	"net"
)

func main() {
	if served() {
		fmt.Println("ask the server")
		return
	}
	address, err := net.ResolveUDPAddr("udp", ":47191")
	if err != nil {
		return
	}
	conn, err := net.ListenUDP("udp", address)
	if err != nil {
		return
	}
	defer conn.Close()
	buf := make([]byte, 512)
	for {
		n, from, err := conn.ReadFromUDP(buf)
		if err != nil {
			return
		}
		fmt.Println(from, string(buf[:n]))
	}
}

func served() bool {
	conn, err := net.Dial("tcp", "127.0.0.1:47191")
	if err != nil {
		return false
	}
	conn.Close()
	return true
}
