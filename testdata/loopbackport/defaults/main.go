// Command defaults listens on constant ports that are only what is used where nothing else is given.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"

	"fyne.io/systray"
)

var address = flag.String("listen", "127.0.0.1:47131", "where to listen") // want `note: address "127\.0\.0\.1:47131" is a fixed port unless another is chosen.* \(loopbackport\)`

type settings struct{ port int }

func main() {
	flag.Parse()
	systray.Run(onReady, func() {})
}

func onReady() {
	go http.ListenAndServe(*address, nil)
	go numbered()
	go completed()
	go either(*address != "")
	go fallback()
	load().listen()
}

func numbered() {
	port := 47132
	if v, err := strconv.Atoi(os.Getenv("PARCEL_PORT")); err == nil {
		port = v
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)) // want `note: address "127\.0\.0\.1:47132" is a fixed port unless another is chosen.* \(loopbackport\)`
	if err == nil {
		log.Print(http.Serve(listener, nil))
	}
}

func completed() {
	addr := os.Getenv("PARCEL_ADDRESS")
	if addr == "" {
		addr = "0.0.0.0:47139" // want `note: address "0\.0\.0\.0:47139" is a fixed port unless another is chosen.* \(loopbackport\)`
	}
	if !strings.Contains(addr, ":") {
		addr = "127.0.0.1:" + addr
	}
	log.Print(http.ListenAndServe(addr, nil))
}

func either(fixed bool) {
	var listener net.Listener
	var err error
	if fixed {
		listener, err = net.Listen("tcp", "127.0.0.1:47134") // want `note: address "127\.0\.0\.1:47134" is a fixed port unless another is chosen.* \(loopbackport\)`
	} else {
		listener, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err == nil {
		log.Print(http.Serve(listener, nil))
	}
}

func fallback() {
	listener, err := net.Listen("tcp", "127.0.0.1:47135") // want `note: address "127\.0\.0\.1:47135" is a fixed port unless another is chosen.* \(loopbackport\)`
	if err != nil {
		listener, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err == nil {
		log.Print(http.Serve(listener, nil))
	}
}

func load() *settings {
	s := &settings{port: 47133}
	if v, err := strconv.Atoi(os.Getenv("PARCEL_EVENTS")); err == nil {
		s.port = v
	}
	return s
}

func (s *settings) listen() {
	log.Print(http.ListenAndServe(fmt.Sprintf("localhost:%d", s.port), nil)) // want `note: address "localhost:47133" is a fixed port unless another is chosen.* \(loopbackport\)`
}
