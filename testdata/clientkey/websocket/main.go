// WebSocket clients by the address of their computer.
package main

import (
	"log"
	"net"
	"net/http"

	"github.com/gorilla/websocket"
)

type player struct{ ws *websocket.Conn }

var (
	upgrader websocket.Upgrader
	players  = map[string]*player{}
	byIP     = map[string]*websocket.Conn{}
)

func play(w http.ResponseWriter, r *http.Request) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	players[ws.RemoteAddr().(*net.TCPAddr).IP.String()] = &player{ws} // want `warning: .*address.* \(clientkey\)`
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	byIP[host] = ws // want `warning: .*address.* \(clientkey\)`
	for {
		if _, _, err := ws.ReadMessage(); err != nil {
			return
		}
	}
}

func main() {
	http.HandleFunc("/play", play)
	log.Fatal(http.ListenAndServe(":7011", nil))
}
