// Command session is a user's program with pipes that other users may write to.
package main

import (
	"net"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

func main() { systray.Run(ready, func() {}) }

const everybody = "D:P(A;;GA;;;SY)(A;;GA;;;WD)" // want `warning: this pipe of a user's program is open for writing to Everyone: .* \(localtrust\)`

func ready() {
	go serve(&winio.PipeConfig{SecurityDescriptor: everybody})
	go serve(&winio.PipeConfig{
		SecurityDescriptor: `D:(A;;GRGW;;;S-1-5-11)`, // want `warning: .* open for writing to Authenticated Users: .* \(localtrust\)`
	})
	go serve(&winio.PipeConfig{SecurityDescriptor: "D:P(A;;GA;;;SY)(A;;GA;;;OW)"})
	go native()
}

func serve(config *winio.PipeConfig) {
	l, err := winio.ListenPipe(name(), config)
	if err != nil {
		return
	}
	answer(l)
}

func name() string {
	var id uint32
	windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &id)
	return `\\.\pipe\tray-` + string(rune('0'+id))
}

// native has a NULL DACL.
func native() {
	sd, err := windows.NewSecurityDescriptor()
	if err != nil {
		return
	}
	if err := sd.SetDACL(nil, true, false); err != nil { // want `warning: .* open for writing to everybody: its descriptor has no DACL: .* \(localtrust\)`
		return
	}
	sa := windows.SecurityAttributes{SecurityDescriptor: sd}
	pipe, err := windows.UTF16PtrFromString(name())
	if err != nil {
		return
	}
	windows.CreateNamedPipe(pipe, windows.PIPE_ACCESS_DUPLEX, windows.PIPE_TYPE_BYTE, 255, 512, 512, 0, &sa)
}

func answer(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go conn.Close()
	}
}
