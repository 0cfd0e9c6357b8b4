// Command temporary keeps itself single by a library's lock file below the temporary directory, which on an RD Session Host is the
// session's own, and takes one port of the machine.
package main

import (
	"errors"
	"net"
	"os"

	"fyne.io/systray"
	"github.com/marcsauter/single"
)

func main() {
	lock := single.New("parcel-temporary")
	if err := lock.CheckLock(); errors.Is(err, os.ErrExist) {
		os.Exit(0)
	} else if err != nil {
		os.Exit(1)
	}
	defer lock.Unlock()
	systray.Run(onReady, func() {})
}

func onReady() {
	listener, err := net.Listen("tcp", "127.0.0.1:47117") // want `error: port "127\.0\.0\.1:47117" is one for the whole machine, but the lock file that keeps the program single is the session's own.* \(pipename\)`
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
