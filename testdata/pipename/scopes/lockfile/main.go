// Command lockfile takes a lock file in the user's profile, though each session has a pipe of its own.
package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
	"github.com/gofrs/flock"
	"golang.org/x/sys/windows"
)

func main() {
	dir, err := os.UserCacheDir()
	if err != nil {
		return
	}
	lock := flock.New(filepath.Join(dir, "parcel.lock")) // want `warning: the lock file in the profile .* \(userdata\)`
	locked, err := lock.TryLock()
	if err != nil {
		return
	}
	if !locked {
		fmt.Println("parcel is running already")
		os.Exit(0)
	}
	systray.Run(onReady, func() {})
}

func onReady() {
	var session uint32
	if err := windows.ProcessIdToSessionId(uint32(os.Getpid()), &session); err != nil {
		return
	}
	listener, err := winio.ListenPipe(fmt.Sprintf(`\\.\pipe\parcel-%d`, session), nil) // want `error: named pipe .* is the session's own, but the lock file .* one for all sessions of the user.* \(pipename\)`
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
