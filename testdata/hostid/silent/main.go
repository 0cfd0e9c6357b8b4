// Command silent uses what identifies the machine for what it is, or not alone.
package main

import (
	"crypto/sha256"
	"crypto/tls"
	"fmt"
	"log"
	"log/slog"
	"math/rand"
	"os"
	"os/user"

	"github.com/google/uuid"
)

type node struct {
	NodeID, HostID, MachineID, AgentID string
	Hostname                           string
}

type telemetry struct {
	ClientID   string
	InstanceID string
}

type lease struct {
	Host, User string
	ID         string
}

type client struct{ id, name string }

func main() {
	host, err := os.Hostname()
	if err != nil {
		log.Fatal(err)
	}
	slog.Info("starts", "client_id", host)
	log.Printf("client_id=%s", host)
	fmt.Println(node{NodeID: host, HostID: host, MachineID: host, AgentID: host, Hostname: host})
	fmt.Println(telemetry{ClientID: host, InstanceID: host})
	labels := map[string]string{"host": host, "machine": host}

	me, err := user.Current()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(lease{Host: host, User: me.Username, ID: fmt.Sprint(rand.Int())})
	clientID := host + `\` + me.Username
	instanceID := fmt.Sprintf("%s-%d", host, os.Getpid())
	sessionID := host + "-" + uuid.NewString()
	key := sha256.Sum256([]byte("cache:" + host))
	fmt.Println((&lockHandle{path: "catalog.lock"}).stale())
	fmt.Println(labels, clientID, instanceID, sessionID, key, tls.Config{ServerName: host})
	fmt.Println(client{id: pick(me.Username), name: host}, userID(), isLocal(host))
}

func pick(name string) string {
	if name != "" {
		return name
	}
	return "nobody"
}

// userID is the machine's name only where the user is not known.
func userID() string {
	if name := os.Getenv("USERNAME"); name != "" {
		return name
	}
	host, _ := os.Hostname()
	return host
}

type logonSession struct{ Domain, User string }

func isLocal(host string) bool {
	s := logonSession{Domain: os.Getenv("USERDOMAIN")}
	return s.Domain == host
}
