// Package wts is a binding: what it answers is its callers' affair.
package wts

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	console = windows.NewLazySystemDLL("kernel32.dll").NewProc("WTSGetActiveConsoleSessionId")
	query   = windows.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSQueryUserToken")
)

// ActiveConsole returns the session at the console.
func ActiveConsole() uint32 {
	id, _, _ := console.Call()
	return uint32(id)
}

// QueryUserToken puts the token of a session's user behind token.
func QueryUserToken(session uint32, token *syscall.Token) error {
	ok, _, err := syscall.SyscallN(query.Addr(), uintptr(session), uintptr(unsafe.Pointer(token)))
	if ok == 0 {
		return err
	}
	return nil
}
