// Command handed takes an address of which nothing is known to run only once.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"os"
)

func main() {
	var settings struct {
		Host string
		Port int
	}
	if err := json.NewDecoder(os.Stdin).Decode(&settings); err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("%s:%d", settings.Host, settings.Port)) // want `warning: the address is taken to find out whether the program runs already.* \(loopbackport\)`
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
