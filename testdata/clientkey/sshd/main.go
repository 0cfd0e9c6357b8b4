// SSH sessions by the address of their computer, and by their session id, which is right.
package main

import (
	"log"
	"net"

	"golang.org/x/crypto/ssh"
)

var (
	byHost    = map[string]*ssh.ServerConn{}
	bySession = map[string]*ssh.ServerConn{}
)

func serve(raw net.Conn, config *ssh.ServerConfig) error {
	conn, channels, requests, err := ssh.NewServerConn(raw, config)
	if err != nil {
		return err
	}
	go ssh.DiscardRequests(requests)
	host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
	if err != nil {
		return err
	}
	byHost[host] = conn // want `warning: .*address.* \(clientkey\)`
	bySession[string(conn.SessionID())] = conn
	for channel := range channels {
		channel.Reject(ssh.Prohibited, "no channels")
	}
	return nil
}

func main() {
	listener, err := net.Listen("tcp", ":7013")
	if err != nil {
		log.Fatal(err)
	}
	for {
		raw, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(raw, &ssh.ServerConfig{NoClientAuth: true})
	}
}
