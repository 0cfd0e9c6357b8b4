// Command service is a service: what identifies the machine identifies it, unless it stands for a user.
package main

import (
	"log"
	"net/http"
	"os"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"golang.org/x/sys/windows/svc"
)

type handler struct{}

func (handler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	clientID, _ := os.Hostname()
	mqtt.NewClient(mqtt.NewClientOptions().SetClientID(clientID)).Connect()
	mqtt.NewClient(mqtt.NewClientOptions().SetClientID("service")).Connect()
	report()
	for r := range requests {
		if r.Cmd == svc.Stop {
			break
		}
	}
	return false, 0
}

type entry struct {
	UserID     string
	InstanceID string
}

func report() {
	host, _ := os.Hostname() // want `warning: the computer's name is taken for a user's identity \("UserID"\).* \(hostid\)`
	e := entry{UserID: host, InstanceID: host}
	resp, err := http.Get("https://example.com/report?user=" + e.UserID + "&instance=" + e.InstanceID)
	if err == nil {
		resp.Body.Close()
	}
}

func main() {
	if err := svc.Run("example", handler{}); err != nil {
		log.Fatal(err)
	}
}
