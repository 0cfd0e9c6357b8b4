// Command library has its toolkit keep it single, by a mutex in the session's namespace, and takes one port of the machine.
package main

import (
	"context"
	"flag"
	"net"
	"net/http"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
)

func main() {
	debug := flag.Bool("debug", false, "serve profiles")
	flag.Parse()
	if *debug {
		go func() { _ = http.ListenAndServe("localhost:47116", nil) }() // want `warning: address "localhost:47116" is a fixed port.* \(loopbackport\)`
	}
	_ = wails.Run(&options.App{
		Title:              "Parcels",
		SingleInstanceLock: &options.SingleInstanceLock{UniqueId: "parcel-library-b04ab4c3"},
		OnStartup:          func(context.Context) { go serve() },
	})
}

func serve() {
	listener, err := net.Listen("tcp", "localhost:47113") // want `error: port "localhost:47113" is one for the whole machine, but the mutex that keeps the program single is the session's own.* \(pipename\)`
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
