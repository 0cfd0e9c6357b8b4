// Command server finds its server by what comes in from the network: an address in a URL is where it connects to, not who a
// client is.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"time"
)

const port = 8710

// An agent reports to the server that announced itself.
type agent struct {
	url     string
	clients map[string]*http.Client
}

func (a *agent) listen(conn *net.UDPConn) {
	buf := make([]byte, 512)
	for {
		_, peer, err := conn.ReadFromUDP(buf)
		if err != nil {
			return
		}
		a.url = fmt.Sprintf("http://%s:%d", peer.IP, port)
	}
}

func (a *agent) follow() {
	url := a.url
	for range time.Tick(time.Minute) {
		if next := a.url; next != url {
			log.Printf("the server moved from %s to %s", url, next)
			url = next
		}
		client := a.clients[url]
		if client == nil {
			client = &http.Client{Timeout: time.Minute}
			a.clients[url] = client
		}
		client.Get(url + "/jobs")
	}
}

func main() {
	conn, err := net.ListenUDP("udp", &net.UDPAddr{Port: port})
	if err != nil {
		log.Fatal(err)
	}
	a := &agent{clients: map[string]*http.Client{}}
	go a.listen(conn)
	a.follow()
}
