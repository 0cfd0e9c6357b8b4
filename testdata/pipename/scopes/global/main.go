// Command global takes a single-instance mutex of the whole machine, though each session has a pipe of its own.
package main

import (
	"errors"
	"fmt"
	"net"
	"os"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

func main() {
	name := windows.StringToUTF16Ptr(`Global\parcel-global`) // want `warning: .*parcel-global.* \(objectname\)`
	_, err := windows.CreateMutex(nil, false, name)
	if errors.Is(err, windows.ERROR_ALREADY_EXISTS) {
		os.Exit(0)
	}
	systray.Run(onReady, func() {})
}

func onReady() {
	var session uint32
	if err := windows.ProcessIdToSessionId(uint32(os.Getpid()), &session); err != nil {
		return
	}
	listener, err := winio.ListenPipe(fmt.Sprintf(`\\.\pipe\parcel-%d`, session), nil) // want `error: named pipe .* is the session's own, but the mutex .* one for the whole machine.* \(pipename\)`
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
