// Command user serves pipes whose names tell users apart, but not the sessions of one user.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"net"
	"os"
	"os/user"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
)

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	go serve(`\\.\pipe\parcel-` + os.Getenv("USERNAME")) // want `warning: named pipe .*parcel-<user>" is told apart by the user.* \(pipename\)`
	if me, err := user.Current(); err == nil {
		go serve(`\\.\pipe\parcel-agent-` + me.Uid) // want `warning: named pipe .*parcel-agent-<user>" is told apart by the user.* \(pipename\)`
	}
	if home, err := os.UserHomeDir(); err == nil {
		sum := sha256.Sum256([]byte(home))
		go serve(`\\.\pipe\parcel-home-` + hex.EncodeToString(sum[:])) // want `warning: named pipe .*parcel-home-<path>" is told apart by the user.* \(pipename\)`
	}
}

func serve(name string) {
	listener, err := winio.ListenPipe(name, nil)
	if err == nil {
		answer(listener)
	}
}

func answer(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go conn.Close()
	}
}
