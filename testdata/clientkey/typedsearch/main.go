// A chat server whose users name each other by the address of their computer: the first who is found there gets the message.
package main

import (
	"bufio"
	"log"
	"net"
	"strings"
)

type guest struct {
	address string
	inbox   chan string
}

var guests []*guest

func send(line string) {
	to, text, _ := strings.Cut(line, " ")
	for _, g := range guests {
		if g.address == to { // want `warning: .*address.* \(clientkey\)`
			g.inbox <- text
			return
		}
	}
}

// A constant is nobody's address.
func local() *guest {
	for _, g := range guests {
		if g.address == "127.0.0.1" {
			return g
		}
	}
	return nil
}

func main() {
	listener, err := net.Listen("tcp", ":7034")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		guests = append(guests, &guest{address: conn.RemoteAddr().(*net.TCPAddr).IP.String(), inbox: make(chan string, 8)})
		go func() {
			if lines := bufio.NewScanner(conn); lines.Scan() && local() == nil {
				send(lines.Text())
			}
		}()
	}
}
