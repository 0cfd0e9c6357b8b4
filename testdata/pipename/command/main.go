// Command command shows itself once in each session; what it does as another command runs without that lock.
package main

import (
	"flag"
	"io"
	"log"
	"os"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

func main() {
	asRelay := flag.Bool("relay", false, "relay for the other programs")
	flag.Parse()
	if *asRelay {
		relay()
		return
	}
	name, _ := windows.UTF16PtrFromString(`Local\Pier`)
	if _, err := windows.CreateMutex(nil, false, name); err == windows.ERROR_ALREADY_EXISTS {
		os.Exit(0)
	}
	systray.Run(func() {}, nil)
}

func relay() {
	l, err := winio.ListenPipe(`\\.\pipe\pier-relay`, nil) // want `warning: named pipe .*pier-relay" is one for the whole machine: only the first session's .* \(pipename\)`
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go io.Copy(io.Discard, conn)
	}
}
