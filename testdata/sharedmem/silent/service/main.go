// Command service shows blocks of service code that only one session reaches, or that have no name. Silent.
package main

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type tiles struct{}

func (tiles) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptSessionChange}
	for request := range requests {
		switch request.Cmd {
		case svc.SessionChange:
			change := *(**windows.WTSSESSION_NOTIFICATION)(unsafe.Pointer(&request.EventData))
			block(fmt.Sprintf(`Global\TileCache-%d`, change.SessionID))
		case svc.Stop:
			return false, 0
		}
	}
	return false, 0
}

func block(name string) windows.Handle {
	handle, _ := windows.CreateFileMapping(windows.InvalidHandle, nil, windows.PAGE_READWRITE, 0, 4096, windows.StringToUTF16Ptr(name))
	return handle
}

// private makes a block whose name only one client is told.
func private() (string, windows.Handle) {
	var random [16]byte
	rand.Read(random[:])
	name := "Global\\TileClient-" + hex.EncodeToString(random[:])
	return name, block(name)
}

// file maps a file, without a name.
func file(path string) (windows.Handle, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return windows.CreateFileMapping(windows.Handle(f.Fd()), nil, windows.PAGE_READONLY, 0, 0, nil)
}

func main() {
	block(`Local\TileService`)
	private()
	file(`C:\ProgramData\Tiles\cache.bin`)
	if err := svc.Run("tiles", tiles{}); err != nil {
		log.Print(err)
	}
}
