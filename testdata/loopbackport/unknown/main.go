// Command unknown listens on the loopback address in a program of which it is not known where it runs.
package main

import (
	"log"
	"net"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:47121") // want `note: address "127\.0\.0\.1:47121" is a fixed port.* \(loopbackport\)`
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go conn.Close()
	}
}
