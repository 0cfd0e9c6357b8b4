// Command secretsent is a service whose pipe lets everybody in. It knows a secret, and tells it to its own server only.
package main

import (
	"encoding/json"
	"log"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows/svc"
)

type config struct{ Secret string }

type agent struct{ config config }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	go a.serve()
	<-requests
	return false, 0
}

func (a *agent) serve() {
	listener, err := winio.ListenPipe(`\\.\pipe\parcel-secretsent`, &winio.PipeConfig{
		SecurityDescriptor: "S:(ML;;NW;;;LW)D:(A;;0x12019f;;;WD)", // want `note: the pipe is open for writing to Everyone.* \(localtrust\)`
	})
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go a.answer(conn)
	}
}

func (a *agent) answer(conn net.Conn) {
	defer conn.Close()
	var command struct{ Name string }
	if json.NewDecoder(conn).Decode(&command) == nil && command.Name == "report" {
		a.report()
	}
}

func (a *agent) report() {
	key := strconv.FormatInt(time.Now().Unix(), 10) + "|" + a.config.Secret
	if response, err := http.Get("https://parcels.example/report?key=" + key); err == nil {
		response.Body.Close()
	}
}

func main() {
	if err := svc.Run("secretsent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
