// Command apis makes pipe servers in other ways.
package main

import (
	"unsafe"

	"golang.org/x/sys/windows"
	"gopkg.in/natefinch/npipe.v2"
)

var (
	kernel32        = windows.NewLazySystemDLL("kernel32.dll")
	createNamedPipe = kernel32.NewProc("CreateNamedPipeW")
	createMailslot  = kernel32.NewProc("CreateMailslotW")
)

type settings struct{ name string }

func main() {
	wide := windows.StringToUTF16Ptr(`\\.\pipe\parcel-raw`) // want `warning: named pipe .*parcel-raw" .* \(pipename\)`
	createNamedPipe.Call(uintptr(unsafe.Pointer(wide)), windows.PIPE_ACCESS_INBOUND, 0, 255, 512, 512, 0, 0)

	slot := windows.StringToUTF16Ptr(`\\.\mailslot\parcel`) // want `warning: mailslot .*parcel" .* \(pipename\)`
	createMailslot.Call(uintptr(unsafe.Pointer(slot)), 0, 0, 0)

	s := settings{name: `\\.\pipe\parcel-npipe`} // want `warning: named pipe .*parcel-npipe" .* \(pipename\)`
	listener, err := npipe.Listen(s.name)
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
