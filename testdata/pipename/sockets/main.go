// Command sockets listens at unix sockets that several sessions share.
package main

import (
	"net"
	"os"
	"path/filepath"
)

func main() {
	everybody, err := net.Listen("unix", `C:\ProgramData\Parcel\parcel.sock`) // want `warning: unix socket .*Parcel\\parcel\.sock" is one for the whole machine.* \(pipename\)`
	if err != nil {
		return
	}
	go answer(everybody)
	programData, err := net.Listen("unix", filepath.Join(os.Getenv("ProgramData"), "parcel-2.sock")) // want `warning: unix socket .*parcel-2\.sock" is one for the whole machine.* \(pipename\)`
	if err != nil {
		return
	}
	go answer(programData)

	dir, err := os.UserCacheDir()
	if err != nil {
		return
	}
	path := filepath.Join(dir, "parcel.sock") // want `warning: unix socket .*\\parcel\.sock" is told apart by the user.* \(pipename\)`
	own, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return
	}
	answer(own)
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
