// Command pipes serves the clients of its pipes one after another.
package main

import (
	"fmt"
	"io"
	"log"
	"math/rand"
	"os"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

func main() {
	go native()
	go spawned()
	go private()
	go machine(os.Args[4])
	l, err := winio.ListenPipe(`\\.\pipe\`+os.Args[1], nil)
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := l.Accept() // want `warning: .* hung up.* \(oneclient\)`
		if err != nil {
			return
		}
		buf := make([]byte, 64)
		for {
			if _, err := conn.Read(buf); err != nil {
				break
			}
		}
		conn.Close()
	}
}

func create(name string) (windows.Handle, error) {
	text, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return 0, err
	}
	return windows.CreateNamedPipe(text, windows.PIPE_ACCESS_DUPLEX, windows.PIPE_TYPE_BYTE|windows.PIPE_WAIT, windows.PIPE_UNLIMITED_INSTANCES, 512, 512, 0, nil)
}

func native() {
	for {
		h, err := create(`\\.\pipe\` + os.Args[2])
		if err != nil {
			return
		}
		if err := windows.ConnectNamedPipe(h, nil); err != nil { // want `warning: .* hung up.* \(oneclient\)`
			windows.CloseHandle(h)
			continue
		}
		read(h)
		windows.CloseHandle(h)
	}
}

func spawned() {
	for {
		h, err := create(`\\.\pipe\` + os.Args[3])
		if err != nil {
			return
		}
		if err := windows.ConnectNamedPipe(h, nil); err != nil {
			windows.CloseHandle(h)
			continue
		}
		go read(h)
	}
}

// private waits for the one process that was told the name.
func private() {
	name := fmt.Sprintf(`\\.\pipe\helper-%d-%d`, os.Getpid(), rand.Int())
	for {
		h, err := create(name)
		if err != nil {
			return
		}
		if err := windows.ConnectNamedPipe(h, nil); err != nil {
			continue
		}
		read(h)
	}
}

// machine serves what a virtual machine's own pipe is for.
func machine(id string) {
	l, err := winio.ListenPipe(`\\.\pipe\machine-`+id, nil)
	if err != nil {
		return
	}
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		io.Copy(conn, conn)
	}
}

func read(h windows.Handle) {
	buf := make([]byte, 512)
	for {
		var n uint32
		if err := windows.ReadFile(h, buf, &n, nil); err != nil {
			return
		}
	}
}
