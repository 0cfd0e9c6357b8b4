// Command entries keeps what it is told by names of its own.
package main

import (
	"encoding/json"
	"log"
	"net"
)

type hello struct {
	ComputerName string `json:"computer"`
	Job          string `json:"job"`
}

type client struct{ conn net.Conn }

type token struct{ about map[string]string }

var (
	byJob  = map[string]*client{}
	byName = map[string]*client{}
)

func main() {
	listener, err := net.Listen("tcp", ":7040")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go greet(conn)
	}
}

func greet(conn net.Conn) {
	var h hello
	if err := json.NewDecoder(conn).Decode(&h); err != nil {
		return
	}
	t := &token{about: map[string]string{}}
	merge(t, about(h))
	enroll(t, conn)

	known := map[string]string{"computer": h.ComputerName, "job": h.Job}
	byJob[known["job"]] = &client{conn}
	byName[known["computer"]] = &client{conn} // want `warning: the name of the remote computer is the key .* \(clientkey\)`
}

func about(h hello) map[string]string {
	return map[string]string{"computer": h.ComputerName, "job": h.Job}
}

func merge(t *token, more map[string]string) {
	for k, v := range more {
		t.about[k] = v
	}
}

// enroll finds the client by its job, whatever else the token tells.
func enroll(t *token, conn net.Conn) {
	job := t.about["job"]
	if c, ok := byJob[job]; ok {
		c.conn.Close()
	}
	byJob[job] = &client{conn}
}
