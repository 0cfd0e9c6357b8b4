// Command satisfied waits for the process that it has started among all that may connect.
package main

import (
	"bytes"
	"errors"
	"io"
	"log"
	"net"
	"os/exec"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	if err := exec.Command("worker.exe", l.Addr().String()).Start(); err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			log.Fatal(err)
		}
		err = confirm(conn)
		if err == nil {
			break
		}
		log.Print(err)
	}
	go fixed()
	refused(l)
}

// fixed can be found by anybody.
func fixed() {
	l, err := net.Listen("tcp", ":9120")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := l.Accept() // want `warning: one connection is accepted here and no other: .* \(oneclient\)`
		if err != nil {
			log.Fatal(err)
		}
		if err = confirm(conn); err == nil {
			return
		}
	}
}

// refused ends with the first client that does wrong, which is nothing to wait for.
func refused(l net.Listener) {
	for {
		conn, err := l.Accept() // want `warning: the next connection is accepted only when this client has hung up.* \(oneclient\)`
		if err != nil {
			log.Fatal(err)
		}
		err = confirm(conn)
		if err != nil {
			return
		}
	}
}

func confirm(conn net.Conn) error {
	defer conn.Close()
	said, err := io.ReadAll(conn)
	if err != nil {
		return err
	}
	if !bytes.Equal(said, []byte("ready")) {
		return errors.New("somebody else")
	}
	return nil
}
