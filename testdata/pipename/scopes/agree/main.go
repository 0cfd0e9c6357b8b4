// Command agree takes its mutex and its pipe for the same reach: no mismatch, though two sessions of one user still meet.
package main

import (
	"errors"
	"net"
	"os"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

func main() {
	name := windows.StringToUTF16Ptr(`Global\parcel-agree-` + os.Getenv("USERNAME"))
	_, err := windows.CreateMutex(nil, false, name)
	if errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
		os.Exit(0)
	}
	systray.Run(onReady, func() {})
}

func onReady() {
	listener, err := winio.ListenPipe(`\\.\pipe\parcel-agree-`+os.Getenv("USERNAME"), nil) // want `warning: named pipe .*parcel-agree-<user>" is told apart by the user .* \(pipename\)`
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
