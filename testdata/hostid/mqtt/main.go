// Command mqtt connects to a broker from a program in the user's session: the broker admits each client id once.
package main

import (
	"fmt"
	"math/rand"
	"os"

	"fyne.io/systray"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

const broker = "tcp://broker.example.com:1883"

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	connect(mqtt.NewClientOptions().AddBroker(broker).SetClientID("tray")) // want `warning: client id "tray" is the same in all sessions.* \(hostid\)`

	opts := mqtt.NewClientOptions()
	opts.ClientID = "desk" // want `warning: client id "desk" is the same in all sessions.* \(hostid\)`
	connect(opts)

	host, _ := os.Hostname() // want `warning: the computer's name is taken for a client's identity at a server that admits each id once.* \(hostid\)`
	connect(mqtt.NewClientOptions().SetClientID(host))
	connect(named("tray-status")) // want `warning: client id "tray-status" is the same in all sessions.* \(hostid\)`

	connect(mqtt.NewClientOptions().SetClientID(fmt.Sprintf("tray-%d", os.Getpid())))
	connect(mqtt.NewClientOptions().SetClientID(fmt.Sprintf("%s-%d", host, rand.Int())))
	connect(mqtt.NewClientOptions().SetClientID(""))
	if id := os.Getenv("TRAY_CLIENT"); id != "" {
		connect(named(id))
	}
}

func named(id string) *mqtt.ClientOptions {
	return mqtt.NewClientOptions().AddBroker(broker).SetClientID(id)
}

func connect(opts *mqtt.ClientOptions) {
	mqtt.NewClient(opts).Connect()
}
