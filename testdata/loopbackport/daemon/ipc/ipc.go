// Package ipc has both sides of two connections to a service.
package ipc

import (
	"net"
	"time"
)

const (
	work    = "127.0.0.1:47190"
	control = ":47189"
)

// Listen is the service's side of the first.
func Listen() (net.Listener, error) { return net.Listen("tcp", work) }

// Alive reports whether the service answers.
func Alive() bool {
	conn, err := net.DialTimeout("tcp", work, time.Second)
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

// A Server serves the second.
type Server struct{}

// Start serves until there is an error.
func (Server) Start() error {
	l, err := net.Listen("tcp", control)
	if err != nil {
		return err
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go conn.Close()
	}
}

// Controlled reports whether the service answers there.
func Controlled() bool {
	conn, err := net.DialTimeout("tcp", "127.0.0.1"+control, time.Second)
	if err != nil {
		return false
	}
	conn.Close()
	return true
}
