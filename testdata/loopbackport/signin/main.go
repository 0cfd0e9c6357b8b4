// Command signin waits for the answer of a sign-in at the port that its provider knows; only the names say so.
package main

import (
	"log"
	"net"
	"net/http"

	"fyne.io/systray"
)

// A callbackServer waits for the code that a browser brings.
type callbackServer struct{ codes chan string }

func (s *callbackServer) start(path, addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { s.codes <- r.FormValue("code") })
	go http.Serve(l, mux)
	return nil
}

func main() {
	systray.Run(func() {
		s := &callbackServer{codes: make(chan string, 1)}
		if err := s.start("/done", "127.0.0.1:47231"); err != nil { // want `note: address "127\.0\.0\.1:47231" waits for a browser.* \(loopbackport\)`
			log.Print(err)
		}
	}, nil)
}
