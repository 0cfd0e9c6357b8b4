// Parceltrack is the service of ParcelTrack: it counts scanned parcels and tells the tray clients.
package main

import (
	"fmt"
	"log"
	"net"
	"time"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"

	"example.com/parceltrack/internal/parcel"
)

type handler struct{}

func (handler) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.StartPending}
	listener, err := net.Listen("tcp", parcel.Address)
	if err != nil {
		fail(err)
		return false, 1
	}
	s, err := newServer()
	if err != nil {
		fail(err)
		return false, 2
	}
	go s.accept(listener)

	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptShutdown}
	scans := time.NewTicker(10 * time.Second)
	defer scans.Stop()
	for {
		select {
		case now := <-scans.C:
			s.scan(now)
		case r := <-requests:
			switch r.Cmd {
			case svc.Interrogate:
				status <- r.CurrentStatus
			case svc.Stop, svc.Shutdown:
				listener.Close()
				return false, 0
			}
		}
	}
}

func fail(err error) {
	text := windows.StringToUTF16Ptr(fmt.Sprintf("ParcelTrack cannot start: %v", err))
	windows.MessageBox(0, text, windows.StringToUTF16Ptr("ParcelTrack"), windows.MB_ICONERROR|windows.MB_SETFOREGROUND)
}

func main() {
	if err := svc.Run("ParcelTrack", handler{}); err != nil {
		log.Fatal(err)
	}
}
