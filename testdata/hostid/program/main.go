// Command program, which may run anywhere, tells servers who it is by what all users of the machine share.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"

	"golang.org/x/sys/windows/registry"
)

type hello struct {
	ClientID string `json:"client_id"`
	Version  string `json:"version"`
}

type client struct {
	id     string
	peerID string
	http   http.Client
}

func main() {
	c := newClient()
	c.register()
	c.poll()
	c.login("Ada")
	log.Print(getClientID(), sessionID(), c.peerID)
}

func newClient() *client {
	host, err := os.Hostname() // want `warning: the computer's name is taken for a client's identity \("id"\).* \(hostid\)`
	if err != nil {
		host = "unknown"
	}
	return &client{id: host, peerID: mac()}
}

func (c *client) register() {
	name := os.Getenv("COMPUTERNAME") // want `warning: the computer's name is taken for a client's identity \("ClientID"\).* \(hostid\)`
	body, _ := json.Marshal(hello{ClientID: name, Version: "1"})
	resp, err := c.http.Post("https://example.com/hello", "application/json", bytes.NewReader(body))
	if err == nil {
		resp.Body.Close()
	}
}

func (c *client) poll() {
	host, _ := os.Hostname() // want `warning: the computer's name is taken for an instance's identity \("X-Instance-ID"\).* \(hostid\)`
	req, _ := http.NewRequest("GET", "https://example.com/poll", nil)
	req.Header.Set("X-Instance-ID", host)
	q := url.Values{}
	guid := machineGUID()
	q.Set("client_id", guid)
	req.URL.RawQuery = q.Encode()
	c.http.Do(req)
}

func machineGUID() string {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, `SOFTWARE\Microsoft\Cryptography`, registry.QUERY_VALUE)
	if err != nil {
		return ""
	}
	defer k.Close()
	guid, _, err := k.GetStringValue("MachineGuid") // want `warning: the machine's id is taken for a client's identity \("client_id"\).* \(hostid\)`
	if err != nil {
		return ""
	}
	return guid
}

func (c *client) login(user string) {
	host, _ := os.Hostname() // want `warning: the computer's name is taken for a device's identity \("DeviceId"\).* \(hostid\)`
	auth := fmt.Sprintf(`MediaBrowser Client="Player", DeviceId="%s", Version="1"`, host)
	log.Print(auth, user)
}

func mac() string {
	list, err := net.Interfaces()
	if err != nil {
		return ""
	}
	for _, i := range list {
		if i.Flags&net.FlagUp != 0 && len(i.HardwareAddr) > 0 {
			return i.HardwareAddr.String() // want `warning: a MAC address is taken for a peer's identity \("peerID"\).* \(hostid\)`
		}
	}
	return ""
}

func getClientID() string {
	host, _ := os.Hostname() // want `warning: the computer's name is taken for a client's identity \("getClientID"\).* \(hostid\)`
	return host
}

func sessionID() string {
	addrs, _ := net.InterfaceAddrs() // want `warning: the computer's address is taken for a session's identity \("sessionID"\).* \(hostid\)`
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() {
			return n.IP.String()
		}
	}
	return ""
}
