// Command words takes the failure of its server's port for a sign that it runs already, and says so.
package main

import (
	"log"
	"net"
	"net/http"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:47112") // want `warning: address "127\.0\.0\.1:47112" is taken to find out whether the program runs already.* \(loopbackport\)`
	if err != nil {
		log.Fatalf("cannot listen (is parcel already running?): %v", err)
	}
	log.Print(http.Serve(listener, nil))
}
