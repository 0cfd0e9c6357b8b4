// Command dials looks for itself at its port, and ends where somebody answers.
package main

import (
	"fmt"
	"log"
	"net"
	"os"
	"time"
)

func main() {
	if conn, err := net.DialTimeout("tcp", "localhost:47114", time.Second); err == nil { // want `warning: address "localhost:47114" is dialled to find out whether the program runs already.* \(loopbackport\)`
		fmt.Fprintln(conn, "show")
		conn.Close()
		os.Exit(0)
	}
	listener, err := net.Listen("tcp", "localhost:47114") // want `note: address "localhost:47114" is a fixed port.* \(loopbackport\)`
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
