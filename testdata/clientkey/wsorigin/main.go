// With golang.org/x/net/websocket the remote address of a server's connection is the page's origin.
package main

import (
	"log"
	"net/http"

	"golang.org/x/net/websocket"
)

var viewers = map[string]*websocket.Conn{}

func serve(ws *websocket.Conn) {
	viewers[ws.RemoteAddr().String()] = ws // want `warning: .* \(clientkey\)`
	for {
		var text string
		if err := websocket.Message.Receive(ws, &text); err != nil {
			return
		}
	}
}

func main() {
	http.Handle("/view", websocket.Handler(serve))
	log.Fatal(http.ListenAndServe(":7030", nil))
}
