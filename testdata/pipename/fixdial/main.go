// Command fixdial serves and dials a pipe by one name that stands at both places: both are changed.
package main

import (
	"fmt"
	"os"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

const (
	product  = "parcel" // want `warning: named pipe "\\\\\.\\pipe\\parcel" is one .* \(pipename\)`
	pipeName = `\\.\pipe\` + product
)

func main() {
	if len(os.Args) > 1 {
		if conn, err := winio.DialPipe(pipeName, nil); err == nil {
			fmt.Fprintln(conn, os.Args[1])
			conn.Close()
		}
		return
	}
	listener, err := winio.ListenPipe(pipeName, nil)
	if err != nil {
		windows.GetLastError()
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
