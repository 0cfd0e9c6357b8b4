// Command exits ends as if all were well where its port is taken.
package main

import (
	"net"
	"os"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:47113") // want `warning: address "127\.0\.0\.1:47113" is taken to find out whether the program runs already.* \(loopbackport\)`
	if err != nil {
		os.Exit(0)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go conn.Close()
	}
}
