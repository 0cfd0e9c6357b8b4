// Command defaults serves pipes whose constant names are only what is used where nothing else is given.
package main

import (
	"flag"
	"net"
	"os"
	"runtime"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
)

const standard = `\\.\pipe\parcel-flag` // want `note: named pipe .*parcel-flag" .* \(pipename\)`

var (
	name    = flag.String("pipe", standard, "where to listen")
	control = flag.String("control", controlPath(), "where to listen for commands")
)

func main() {
	flag.Parse()
	systray.Run(onReady, func() {})
}

func onReady() {
	go serve(*name)
	go serve(*control)
	go serve(fromEnvironment())
	go listen(os.Getenv("PARCEL_EVENTS"))
}

func controlPath() string {
	if runtime.GOOS == "windows" {
		return `\\.\pipe\parcel-control` // want `note: named pipe .*parcel-control" .* \(pipename\)`
	}
	return "/tmp/parcel.sock"
}

func fromEnvironment() string {
	if v := os.Getenv("PARCEL_PIPE"); v != "" {
		return v
	}
	return `\\.\pipe\parcel-env` // want `note: named pipe .*parcel-env" .* \(pipename\)`
}

// listen serves a pipe whose name its caller may leave open.
func listen(name string) {
	path := map[bool]string{
		true:  `\\.\pipe\parcel-events`, // want `note: named pipe .*parcel-events" .* \(pipename\)`
		false: `\\.\pipe\` + name,
	}[name == ""]
	serve(path)
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
