// Command session listens on constant ports from a program in the user's session: only the first user gets them.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"

	"fyne.io/systray"
)

const port = 47103

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	go plain()
	go formatted()
	go joined()
	go structure()
	go datagrams()
	go resolved()
	go http.ListenAndServe(":47106", nil) // want `warning: address ":47106" is a fixed port.* \(loopbackport\)`
	go newServer("localhost:47107").run() // want `warning: address "localhost:47107" is a fixed port.* \(loopbackport\)`
	go serve("127.0.0.1:47108")           // want `warning: address "127\.0\.0\.1:47108" is a fixed port.* \(loopbackport\)`
}

func plain() {
	listener, err := net.Listen("tcp", "127.0.0.1:47101") // want `warning: address "127\.0\.0\.1:47101" is a fixed port.* \(loopbackport\)`
	if err != nil {
		log.Fatal(err)
	}
	answer(listener)
}

func formatted() {
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)) // want `warning: address "127\.0\.0\.1:47103" is a fixed port.* \(loopbackport\)`
	if err != nil {
		log.Fatal(err)
	}
	log.Print("listening on ", port)
	answer(listener)
}

func joined() {
	listener, err := net.Listen("tcp", net.JoinHostPort("::1", "47102")) // want `warning: address "\[::1\]:47102" is a fixed port.* \(loopbackport\)`
	if err != nil {
		log.Fatal(err)
	}
	answer(listener)
}

func structure() {
	listener, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.ParseIP("127.0.0.1"), Port: 47104}) // want `warning: address "127\.0\.0\.1:47104" is a fixed port.* \(loopbackport\)`
	if err != nil {
		log.Fatal(err)
	}
	answer(listener)
}

func datagrams() {
	conn, err := net.ListenPacket("udp", "127.0.0.1:47105") // want `warning: address "127\.0\.0\.1:47105" is a fixed port.* \(loopbackport\)`
	if err != nil {
		log.Fatal(err)
	}
	conn.ReadFrom(make([]byte, 512))
}

func resolved() {
	address, err := net.ResolveUDPAddr("udp4", ":47109") // want `warning: address ":47109" is a fixed port.* \(loopbackport\)`
	if err != nil {
		log.Fatal(err)
	}
	conn, err := net.ListenUDP("udp4", address)
	if err != nil {
		log.Fatal(err)
	}
	conn.ReadFromUDP(make([]byte, 512))
}

type server struct{ http *http.Server }

func newServer(address string) *server {
	return &server{&http.Server{Addr: address}}
}

func (s *server) run() {
	log.Print(s.http.ListenAndServe())
}

func serve(address string) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	log.Print(http.Serve(listener, nil))
}

func answer(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go conn.Close()
	}
}
