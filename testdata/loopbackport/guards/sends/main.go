// Command sends serves mail at a port, or hands over its input to the one that does.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"os"
)

func main() {
	if len(os.Args) > 1 {
		send()
		return
	}
	listener, err := net.Listen("tcp", ":47115")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go io.Copy(io.Discard, conn)
	}
}

// send is a client: where nobody listens it has failed.
func send() {
	conn, err := net.Dial("tcp", "localhost:47115")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer conn.Close()
	done := make(chan struct{})
	go func() {
		io.Copy(os.Stdout, conn)
		close(done)
	}()
	io.Copy(conn, os.Stdin)
	<-done
	return
}
