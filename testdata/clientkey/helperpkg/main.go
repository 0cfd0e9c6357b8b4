// The port is dropped in another package.
package main

import (
	"log"
	"net"

	"rdslint.example/testdata/clientkey/helperpkg/netutil"
)

func main() {
	listener, err := net.Listen("tcp", ":7032")
	if err != nil {
		log.Fatal(err)
	}
	byHost, byAddress := map[string]net.Conn{}, map[string]net.Conn{}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		byHost[netutil.Host(conn.RemoteAddr())] = conn // want `warning: .*address.* \(clientkey\)`
		byAddress[netutil.Text(conn.RemoteAddr())] = conn
	}
}
