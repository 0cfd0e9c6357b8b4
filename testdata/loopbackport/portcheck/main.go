// Command portcheck has parts that can be started again, at ports that it tries before.
package main

import (
	"errors"
	"log"
	"net"
	"net/http"
)

type part struct {
	port    string
	running bool
	work    func()
}

func main() {
	p := &part{port: "5488", work: func() { log.Print("at work") }}
	http.HandleFunc("/restart", p.handle)
	go func() { log.Print(http.ListenAndServe("127.0.0.1:5488", nil)) }()
	log.Print(http.ListenAndServe("127.0.0.1:0", nil))
}

// handle answers one request, whatever it finds.
func (p *part) handle(w http.ResponseWriter, _ *http.Request) {
	if err := p.start(); err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	p.work()
	w.WriteHeader(http.StatusNoContent)
}

func (p *part) start() error {
	if taken(p.port) {
		return errors.New("somebody else has the port")
	}
	p.running = true
	return nil
}

func taken(port string) bool {
	c, err := net.Dial("tcp", "127.0.0.1:"+port)
	if err != nil {
		return false
	}
	c.Close()
	return true
}
