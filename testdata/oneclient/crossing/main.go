// Command crossing accepts here and serves in another package.
package main

import (
	"log"
	"net"

	"rdslint.example/testdata/oneclient/crossing/handler"
)

func main() {
	l, err := net.Listen("tcp", ":9109")
	if err != nil {
		log.Fatal(err)
	}
	s := handler.New(l)
	go s.Run()
	for {
		conn, err := l.Accept() // want:module `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		handler.Serve(conn)
	}
}
