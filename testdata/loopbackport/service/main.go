// Command service listens on its well-known port: a service's is one for the machine by design.
package main

import (
	"log"
	"net"
	"net/http"

	"golang.org/x/sys/windows/svc"
)

type collector struct{}

func (collector) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	go http.ListenAndServe("127.0.0.1:47181", nil)
	lock, err := net.Listen("tcp", "127.0.0.1:47182")
	if err != nil {
		return false, 1
	}
	defer lock.Close()
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("collector", collector{}); err != nil {
		log.Print(err)
	}
}
