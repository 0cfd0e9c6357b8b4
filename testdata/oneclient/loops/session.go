package main

import (
	"net"
	"time"
)

func session(conn net.Conn) {
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(time.Second))
	buf := make([]byte, 512)
	if _, err := conn.Read(buf[:1]); err != nil {
		return
	}
	for {
		if _, err := conn.Read(buf); err != nil {
			return
		}
		conn.SetReadDeadline(time.Now().Add(time.Minute))
	}
}
