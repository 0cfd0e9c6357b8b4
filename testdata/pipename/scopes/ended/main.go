// Command ended is kept single by a library's lock file below the temporary directory, which on an RD Session Host is the
// session's own, and takes one port of the machine.
package main

import (
	"net"

	"fyne.io/systray"
	"github.com/marcsauter/single"
)

func main() {
	lock := single.New("parcel-ended")
	lock.Lock() // it ends the program itself
	defer lock.Unlock()
	systray.Run(onReady, func() {})
}

func onReady() {
	listener, err := net.Listen("tcp", "127.0.0.1:47118") // want `error: port "127\.0\.0\.1:47118" is one for the whole machine, but the lock file that keeps the program single is the session's own.* \(pipename\)`
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
