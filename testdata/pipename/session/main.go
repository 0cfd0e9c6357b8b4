// Command session serves pipes with constant names from a program in the user's session: only the first user gets them.
package main

import (
	"log"
	"net"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
)

const pipeName = `\\.\pipe\parcel-tray` // want `warning: named pipe "\\\\\.\\pipe\\parcel-tray" is one for the whole machine.* \(pipename\)`

func main() {
	systray.Run(onReady, func() {})
}

func onReady() {
	go serve(pipeName)
	go second()
	go wrapped("parcel-wrapped") // want `warning: named pipe "\\\\\.\\pipe\\parcel-wrapped" is one .* \(pipename\)`
	log.Print(send("hello"))
}

func serve(name string) {
	listener, err := winio.ListenPipe(name, nil)
	if err != nil {
		log.Print(err)
		return
	}
	answer(listener)
}

func second() {
	listener, err := winio.ListenPipe("//./pipe/parcel-second", nil) // want `warning: named pipe "//\./pipe/parcel-second" is one .* \(pipename\)`
	if err != nil {
		log.Print(err)
		return
	}
	answer(listener)
}

func wrapped(name string) {
	serve(`\\.\pipe\` + name)
}

func send(text string) error {
	conn, err := winio.DialPipe(pipeName, nil)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write([]byte(text))
	return err
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
