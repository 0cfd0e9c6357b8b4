// Command librarywait holds a library's mutex while it reads a file, and serves one port: what keeps others waiting for a
// moment keeps no program single.
package main

import (
	"net"
	"os"
	"time"

	"fyne.io/systray"
	"github.com/juju/mutex/v2"
)

type clock struct{}

func (clock) After(d time.Duration) <-chan time.Time { return time.After(d) }
func (clock) Now() time.Time                         { return time.Now() }

func main() {
	if _, err := read("parcels.json"); err != nil {
		os.Exit(1)
	}
	systray.Run(onReady, func() {})
}

func read(file string) ([]byte, error) {
	held, err := mutex.Acquire(mutex.Spec{Name: "parcel-wait", Clock: clock{}, Delay: time.Millisecond, Timeout: time.Second})
	if err != nil {
		return nil, err
	}
	defer held.Release()
	return os.ReadFile(file)
}

func onReady() {
	listener, err := net.Listen("tcp", "127.0.0.1:47115") // want `warning: address "127\.0\.0\.1:47115" is a fixed port.* \(loopbackport\)`
	if err != nil {
		return
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go conn.Close()
	}
}
