// Command settings listens on constant ports that a file of settings can change.
package main

import (
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"

	"fyne.io/systray"
	"rdslint.example/testdata/loopbackport/settings/conf"
)

type settings struct {
	Port    int    `json:"port"`
	Address string `json:"address"`
	Events  struct{ Port int }
	Hidden  int `json:"-"`
	private int
}

type skin struct{ Port int }

type order struct{ Port int }

func defaults() *settings {
	s := &settings{Port: 47181, Address: "127.0.0.1:47182", Hidden: 47184, private: 47185} // want `note: address "127\.0\.0\.1:47182" is a fixed port unless another is chosen.* \(loopbackport\)`
	s.Events.Port = 47183
	return s
}

func load() *settings {
	s := defaults()
	data, err := os.ReadFile("settings.json")
	if err != nil {
		return s
	}
	if err := json.Unmarshal(data, s); err != nil {
		log.Print(err)
	}
	return s
}

func main() { systray.Run(onReady, func() {}) }

func onReady() {
	s := load()
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", s.Port), nil) // want `note: address "127\.0\.0\.1:47181" is a fixed port unless another is chosen.* \(loopbackport\)`
	go http.ListenAndServe(s.Address, nil)
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", s.Events.Port), nil)      // want `note: address "127\.0\.0\.1:47183" is a fixed port unless another is chosen.* \(loopbackport\)`
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", s.Hidden), nil)           // want `warning: address "127\.0\.0\.1:47184" is a fixed port, .* \(loopbackport\)`
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", s.private), nil)          // want `warning: address "127\.0\.0\.1:47185" is a fixed port, .* \(loopbackport\)`
	go http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", conf.Load("").Port), nil) // want:module `note: address "127\.0\.0\.1:47186" is a fixed port unless another is chosen.* \(loopbackport\)`
	go local()
	go dressed()
	go ordered(nil)
	handed()
	go layered().serve()
}

type layers struct{ Host, Port string }

var (
	hostFlag = flag.String("host", "", "where to listen")
	portFlag = flag.String("port", "", "where to listen")
)

// layered reads settings from a file, flags and the environment, one over the other.
func layered() layers {
	l := layers{Host: "127.0.0.1", Port: "47192"} // want `note: address "127\.0\.0\.1:47192" is a fixed port unless another is chosen.* \(loopbackport\)`
	if data, err := os.ReadFile("layers.json"); err == nil {
		var f layers
		if json.Unmarshal(data, &f) == nil {
			if f.Host != "" {
				l.Host = f.Host
			}
			if f.Port != "" {
				l.Port = f.Port
			}
		}
	}
	if *hostFlag != "" {
		l.Host = *hostFlag
	} else if v := os.Getenv("PARCEL_HOST"); v != "" {
		l.Host = v
	}
	if *portFlag != "" {
		l.Port = *portFlag
	} else if v := os.Getenv("PARCEL_PORT"); v != "" {
		l.Port = v
	}
	return l
}

func (l layers) serve() { log.Print(http.ListenAndServe(net.JoinHostPort(l.Host, l.Port), nil)) }

// The settings are read where they are used.
func local() {
	s := &skin{Port: 47187}
	if file, err := os.Open("skin.xml"); err == nil {
		if err := xml.NewDecoder(file).Decode(s); err != nil {
			log.Print(err)
		}
	}
	log.Print(http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", s.Port), nil)) // want `note: address "127\.0\.0\.1:47187" is a fixed port unless another is chosen.* \(loopbackport\)`
}

func dressed() {
	var s skin
	if s.Port == 0 {
		s.Port = 47188
	}
	log.Print(http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", s.Port), nil)) // want `note: address "127\.0\.0\.1:47188" is a fixed port unless another is chosen.* \(loopbackport\)`
}

// What comes from a peer is no setting.
func ordered(message []byte) {
	o := order{Port: 47189}
	if err := json.Unmarshal(message, &o); err != nil {
		log.Print(err)
	}
	log.Print(http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", o.Port), nil)) // want `warning: address "127\.0\.0\.1:47189" is a fixed port, .* \(loopbackport\)`
}

// Another package serves what is read here.
func handed() {
	o := conf.Options{Port: 47190}
	if data, err := os.ReadFile("server.json"); err == nil {
		if err := json.Unmarshal(data, &o); err != nil {
			log.Print(err)
		}
	}
	conf.Serve(&o) // want:package `note: address "127\.0\.0\.1:47190" is a fixed port unless another is chosen.* \(loopbackport\)`
}
