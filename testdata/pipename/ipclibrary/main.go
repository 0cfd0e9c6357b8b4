// Command ipclibrary serves and dials pipes through a library that is told the last part of their names.
package main

import (
	"fmt"
	"os"

	ipc "github.com/james-barrow/golang-ipc"
)

func main() {
	if len(os.Args) > 1 {
		client, err := ipc.StartClient("parcel-watch", nil)
		if err != nil {
			return
		}
		client.Read()
		return
	}
	server, err := ipc.StartServer("parcel-watch", nil) // want `warning: named pipe .*parcel-watch" is one for the whole machine.* \(pipename\)`
	if err != nil {
		return
	}
	go start("parcel-notes") // want `warning: named pipe .*parcel-notes" is one for the whole machine.* \(pipename\)`
	go start(fmt.Sprintf("parcel-%d", os.Getpid()))
	go start(os.Getenv("PARCEL_PIPE"))
	for {
		if _, err := server.Read(); err != nil {
			return
		}
	}
}

func start(name string) {
	server, err := ipc.StartServer(name, &ipc.ServerConfig{UnmaskPermissions: true})
	if err != nil {
		return
	}
	server.Read()
}
