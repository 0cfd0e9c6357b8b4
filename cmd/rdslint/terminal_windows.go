package main

import (
	"io"
	"os"
	"syscall"
)

// isTerminal reports whether a writer is a console that understands escape sequences, which older consoles do only when
// they are told to.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	var mode uint32
	if syscall.GetConsoleMode(syscall.Handle(f.Fd()), &mode) != nil {
		return false
	}
	const enableVirtualTerminalProcessing = 0x4
	if mode&enableVirtualTerminalProcessing != 0 {
		return true
	}
	set := syscall.NewLazyDLL("kernel32.dll").NewProc("SetConsoleMode")
	done, _, _ := set.Call(f.Fd(), uintptr(mode|enableVirtualTerminalProcessing))
	return done != 0
}
