// Command window looks for its own window, which it finds in its session only, and serves one pipe for the whole machine.
package main

import (
	"net"
	"unsafe"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

var (
	user32     = windows.NewLazySystemDLL("user32.dll")
	findWindow = user32.NewProc("FindWindowW")
)

func main() {
	class := windows.StringToUTF16Ptr("ParcelWindow")
	if hwnd, _, _ := findWindow.Call(uintptr(unsafe.Pointer(class)), 0); hwnd != 0 { // want "note: FindWindow sees the windows of its own session only.* \\(processscope\\)"
		return
	}
	systray.Run(onReady, func() {})
}

func onReady() {
	listener, err := winio.ListenPipe(`\\.\pipe\parcel-window`, nil) // want `error: named pipe .*parcel-window" is one for the whole machine, but the window .* the session's own.* \(pipename\)`
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
