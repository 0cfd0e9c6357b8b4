// The remote computer's name is no better than its address: all users of the session host share it.
package main

import (
	"encoding/json"
	"log"
	"net"
)

type hello struct {
	ComputerName string `json:"computer"`
	User         string `json:"user"`
}

type status struct {
	Hostname string
	Ready    bool
}

type client struct {
	conn net.Conn
	user string
}

var (
	clients = map[string]*client{}
	byName  = map[string]net.Conn{}
	ready   = map[string]*client{}
)

func resolve(conn net.Conn) {
	host, _, err := net.SplitHostPort(conn.RemoteAddr().String())
	if err != nil {
		return
	}
	names, err := net.LookupAddr(host)
	if err != nil || len(names) == 0 {
		return
	}
	byName[names[0]] = conn // want `warning: .*name.* \(clientkey\)`
}

func greet(conn net.Conn) error {
	var h hello
	if err := json.NewDecoder(conn).Decode(&h); err != nil {
		return err
	}
	clients[h.ComputerName] = &client{conn: conn, user: h.User} // want `warning: .*name.* \(clientkey\)`
	clients[h.ComputerName+"/"+h.User] = &client{conn: conn, user: h.User}
	return nil
}

func update(data []byte) error {
	var s status
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	if c := ready[s.Hostname]; c != nil && s.Ready { // want `warning: .*name.* \(clientkey\)`
		_, err := c.conn.Write([]byte("go"))
		return err
	}
	return nil
}

func main() {
	listener, err := net.Listen("tcp", ":7015")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		resolve(conn)
		if err := greet(conn); err != nil {
			log.Print(err)
		}
		data := make([]byte, 512)
		if n, err := conn.Read(data); err == nil {
			update(data[:n])
		}
	}
}
