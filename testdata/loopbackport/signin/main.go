// Command signin waits for the answer of a sign-in at the port that its provider knows; only the names say so.
package main

import (
	"fmt"
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

const (
	callbackPort = 47232
	answerPath   = "/auth/callback"
)

func (s *callbackServer) accept(w http.ResponseWriter, r *http.Request) {
	s.codes <- r.FormValue("code")
}

func newSession() (net.Listener, error) {
	return net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", callbackPort)) // want `note: address "127\.0\.0\.1:47232" waits for a browser.* \(loopbackport\)`
}

func newOpenSession(s *callbackServer) error {
	l, err := net.Listen("tcp", ":47233") // want `note: address ":47233" waits for a browser.* \(loopbackport\)`
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc(answerPath, s.accept)
	return http.Serve(l, mux)
}

func main() {
	systray.Run(func() {
		s := &callbackServer{codes: make(chan string, 1)}
		if err := s.start("/done", "127.0.0.1:47231"); err != nil { // want `note: address "127\.0\.0\.1:47231" waits for a browser.* \(loopbackport\)`
			log.Print(err)
		}
		if l, err := newSession(); err == nil {
			go http.Serve(l, http.HandlerFunc(s.accept))
		}
		go newOpenSession(s)
	}, nil)
}
