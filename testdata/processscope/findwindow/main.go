// Command findwindow holds a port of the machine, and looks for a window to run only once.
package main

import (
	"log"
	"net"
	"os"
	"syscall"
	"unsafe"
)

var findWindow = syscall.NewLazyDLL("user32.dll").NewProc("FindWindowW")

func main() {
	title, _ := syscall.UTF16PtrFromString("Findwindow")
	if h, _, _ := findWindow.Call(0, uintptr(unsafe.Pointer(title))); h != 0 { // want "note: FindWindow sees the windows of its own session only.* \\(processscope\\)"
		os.Exit(1)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:4711") // want `error: port "127.0.0.1:4711" is one for the whole machine.* \(pipename\)`
	if err != nil {
		log.Fatal(err)
	}
	for {
		c, err := ln.Accept()
		if err != nil {
			return
		}
		go c.Close()
	}
}
