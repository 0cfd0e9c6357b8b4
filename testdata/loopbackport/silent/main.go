// Command silent is what loopbackport says nothing about: ports that nobody shares, probes, and servers.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"

	"golang.org/x/sys/windows"
	"google.golang.org/grpc"
)

var given = flag.String("listen", "", "where to listen")

func main() {
	flag.Parse()
	go http.ListenAndServe(":47171", nil)
	go http.ListenAndServe("127.0.0.1:47172", nil)
	if listener, err := net.Listen("tcp", "127.0.0.1:47173"); err == nil {
		go grpc.NewServer().Serve(listener)
	}
	for _, address := range []string{"127.0.0.1:47178", "[::1]:47178"} { // all of them
		listener, err := net.Listen("tcp", address)
		if err != nil {
			log.Fatal(err)
		}
		go http.Serve(listener, nil)
	}
	if listener, err := net.Listen("tcp", ":47174"); err == nil {
		go answer(listener)
	}
	for _, address := range []string{"127.0.0.1:0", ":0", "localhost:", *given, flag.Arg(0)} {
		if listener, err := net.Listen("tcp", address); err == nil {
			go answer(listener)
		}
	}
	var session uint32
	if err := windows.ProcessIdToSessionId(uint32(os.Getpid()), &session); err != nil {
		log.Fatal(err)
	}
	if listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 47200+session)); err == nil {
		go answer(listener)
	}
	if listener, err := (network{}).Listen("tcp", "127.0.0.1:47179"); err == nil {
		go answer(listener)
	}
	if !free("127.0.0.1:47175") {
		log.Fatal("port 47175 is in use")
	}
	if conn, err := net.Dial("tcp", "127.0.0.1:47176"); err == nil {
		conn.Close()
	}
	select {}
}

// A network is one that only the program sees.
type network struct{ accepted chan net.Conn }

func (n network) Listen(kind, address string) (net.Listener, error) { return n, nil }
func (n network) Accept() (net.Conn, error)                         { return <-n.accepted, nil }
func (n network) Close() error                                      { return nil }
func (n network) Addr() net.Addr                                    { return nil }

// free looks whether a port can be taken, and leaves it.
func free(address string) bool {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return false
	}
	listener.Close()
	other, err := net.Listen("tcp", "localhost:47177")
	if err != nil {
		return false
	}
	defer other.Close()
	return true
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
