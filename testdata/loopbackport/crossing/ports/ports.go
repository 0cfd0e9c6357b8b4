// Package ports serves for a service and for a program in users' sessions.
package ports

import (
	"log"
	"net/http"
)

// Own serves the program.
func Own() {
	log.Print(http.ListenAndServe("127.0.0.1:47191", nil)) // want:module `warning: address "127\.0\.0\.1:47191" is a fixed port.* \(loopbackport\)`
}

// Shared serves the service.
func Shared() {
	log.Print(http.ListenAndServe("127.0.0.1:47192", nil))
}

// Serve serves at an address.
func Serve(address string) {
	server := &http.Server{Addr: address}
	log.Print(server.ListenAndServe())
}
