// Command twins is a tray program. What its clients call its pipe stands in another package, so that one file cannot be changed
// alone.
package main

import (
	"io"
	"log"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
)

const pipe = `\\.\pipe\twins-tray` // want `warning: named pipe .* is one for the whole machine.* \(pipename\)`

func main() {
	go serve()
	systray.Run(func() {}, nil)
}

func serve() {
	l, err := winio.ListenPipe(pipe, nil)
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			raw, err := io.ReadAll(conn)
			log.Print(len(raw), err)
		}()
	}
}
