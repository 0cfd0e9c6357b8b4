// Command held takes a port and never serves it: it only shows that the program runs.
package main

import (
	"log"
	"net"
	"time"
)

func main() {
	lock, err := net.Listen("tcp", "127.0.0.1:47111") // want `warning: address "127\.0\.0\.1:47111" is taken to find out whether the program runs already.* \(loopbackport\)`
	if err != nil {
		log.Fatal(err)
	}
	defer lock.Close()
	time.Sleep(time.Hour)
}
