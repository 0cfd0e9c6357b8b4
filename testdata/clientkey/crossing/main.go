// The registry is a package of its own: only its caller knows that the key is an address.
package main

import (
	"log"
	"net"

	"rdslint.example/testdata/clientkey/crossing/registry"
)

func main() {
	listener, err := net.Listen("tcp", ":7004")
	if err != nil {
		log.Fatal(err)
	}
	byHost, byAddress := registry.New(), registry.New()
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		byHost.Put(conn.RemoteAddr().(*net.TCPAddr).IP.String(), conn) // want:package `warning: .*address.* \(clientkey\)`
		byAddress.Put(conn.RemoteAddr().String(), conn)
	}
}
