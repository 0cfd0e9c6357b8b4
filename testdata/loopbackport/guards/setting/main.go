// Command setting takes a port that a setting says to run only once.
package main

import (
	"flag"
	"log"
	"net"
)

var port = flag.String("port", "", "the port that keeps the program single")

func main() {
	flag.Parse()
	listener, err := net.Listen("tcp", "127.0.0.1:"+*port) // want `warning: address "127\.0\.0\.1:<configuration>" is taken to find out whether the program runs already.* \(loopbackport\)`
	if err != nil {
		log.Fatal("another instance is running")
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go conn.Close()
	}
}
