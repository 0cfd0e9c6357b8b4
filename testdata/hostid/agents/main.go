// Command agents has a part that runs once a machine, of which its marks are the identity.
package main

import (
	"log"
	"net/http"
	"os"
)

type agent struct {
	ClientID string
	DeviceID string
}

type clusterNode struct{ InstanceID string }

func newAgent(host string) *agent { return &agent{ClientID: host, DeviceID: host} }

func main() {
	host, err := os.Hostname()
	if err != nil {
		log.Fatal(err)
	}
	a := newAgent(host)
	n := clusterNode{InstanceID: host}
	resp, err := http.Get("https://example.com/register?" + a.ClientID + a.DeviceID + n.InstanceID)
	if err == nil {
		resp.Body.Close()
	}
}
