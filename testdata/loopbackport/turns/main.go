// Command turns tries ports in turn, and waits for a browser at another.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"

	"fyne.io/systray"
)

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	go counted()
	go listed()
	signIn()
}

func counted() {
	for port := 47141; port < 47151; port++ {
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)) // want `note: address "127\.0\.0\.1:47141" is one of several ports that are tried in turn.* \(loopbackport\)`
		if err == nil {
			log.Print(http.Serve(listener, nil))
			return
		}
	}
}

func listed() {
	for _, address := range []string{
		"127.0.0.1:47151", // want `note: address "127\.0\.0\.1:47151" is one of several ports that are tried in turn.* \(loopbackport\)`
		"127.0.0.1:47152", // want `note: address "127\.0\.0\.1:47152" is one of several ports that are tried in turn.* \(loopbackport\)`
	} {
		listener, err := net.Listen("tcp", address)
		if err == nil {
			log.Print(http.Serve(listener, nil))
			return
		}
	}
}

func signIn() {
	mux := http.NewServeMux()
	mux.HandleFunc("/oauth/callback", func(w http.ResponseWriter, r *http.Request) {
		log.Print(r.FormValue("code"))
	})
	log.Print(http.ListenAndServe("localhost:47161", mux)) // want `note: address "localhost:47161" waits for a browser at a fixed port.* \(loopbackport\)`
}
