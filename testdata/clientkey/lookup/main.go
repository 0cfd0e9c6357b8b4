// Names that are looked up are those of clients where the addresses are.
package main

import (
	"context"
	"log"
	"net"
	"time"
)

type session struct{ conn net.Conn }

var (
	sessions = map[string]*session{}
	failed   = map[string]time.Time{} // names that could not be resolved lately
	resolver net.Resolver
)

// cached finds the names of a server that the settings tell.
func cached(ip string) []string {
	names, err := resolver.LookupAddr(context.Background(), ip)
	if err != nil {
		return nil
	}
	for _, name := range names {
		delete(failed, name)
	}
	return names
}

func nameOf(ip string) string {
	names, err := net.LookupAddr(ip)
	if err != nil || len(names) == 0 {
		return ""
	}
	return names[0]
}

func serve(conn net.Conn) {
	host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
	if err != nil {
		return
	}
	sessions[nameOf(host)] = &session{conn} // want `warning: .* \(clientkey\)`
}

func main() {
	for _, server := range []string{"192.0.2.1", "192.0.2.2"} {
		log.Print(cached(server))
	}
	listener, err := net.Listen("tcp", ":7016")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(conn)
	}
}
