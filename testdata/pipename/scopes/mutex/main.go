// Command mutex takes a single-instance mutex in its session's namespace, and serves one pipe for the whole machine.
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
	_, err := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(`Local\parcel-mutex`))
	if errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
		os.Exit(0)
	}
	systray.Run(onReady, func() {})
}

func onReady() {
	listener, err := winio.ListenPipe(`\\.\pipe\parcel-mutex`, nil) // want `error: named pipe .*parcel-mutex" is one for the whole machine, but the mutex that keeps the program single is the session's own.* \(pipename\)`
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
