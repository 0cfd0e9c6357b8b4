// Command port takes a single-instance event in its session's namespace, and one port of the whole machine.
package main

import (
	"net"

	"fyne.io/systray"
	"golang.org/x/sys/windows"
)

func main() {
	if _, err := windows.CreateEvent(nil, 0, 0, windows.StringToUTF16Ptr(`Local\parcel-port`)); err == windows.ERROR_ALREADY_EXISTS {
		return
	}
	systray.Run(onReady, func() {})
}

func onReady() {
	listener, err := net.Listen("tcp", "127.0.0.1:47110") // want `error: port "127\.0\.0\.1:47110" is one for the whole machine, but the event .* the session's own.* \(pipename\)`
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
