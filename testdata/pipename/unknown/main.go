// Command unknown serves a pipe from a program of which it is not known where it runs, with its number and its mode.
package main

import (
	"fmt"

	"golang.org/x/sys/windows"
)

const version = 2

func main() {
	name := fmt.Sprintf(`\\.\pipe\parcel-v%d`, version) // want `warning: named pipe "\\\\\.\\pipe\\parcel-v2" is one .* \(pipename\)`
	wide, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return
	}
	for {
		pipe, err := windows.CreateNamedPipe(wide, windows.PIPE_ACCESS_DUPLEX, 0, 1, 512, 512, 0, nil)
		if err != nil {
			return
		}
		windows.ConnectNamedPipe(pipe, nil)
		windows.CloseHandle(pipe)
	}
}
