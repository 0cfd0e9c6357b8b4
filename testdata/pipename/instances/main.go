// Command instances is a service whose pipe has one instance for the clients of all sessions.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type collector struct{}

func (collector) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	everybody, err := windows.SecurityDescriptorFromString("D:(A;;GA;;;SY)(A;;GRGW;;;OW)")
	if err != nil {
		return false, 1
	}
	attributes := &windows.SecurityAttributes{SecurityDescriptor: everybody}
	go serve(`\\.\pipe\parcel-collector`, attributes, 1) // want `warning: named pipe .*parcel-collector.* has one instance for the clients of all sessions.* \(pipename\)`
	go serve(`\\.\pipe\parcel-many`, attributes, windows.PIPE_UNLIMITED_INSTANCES)
	go serve(`\\.\pipe\parcel-internal`, nil, 1) // only services and administrators may write to it
	<-requests
	return false, 0
}

func serve(name string, attributes *windows.SecurityAttributes, instances uint32) {
	for {
		pipe, err := windows.CreateNamedPipe(windows.StringToUTF16Ptr(name), windows.PIPE_ACCESS_DUPLEX, 0, instances, 512, 512, 0, attributes)
		if err != nil {
			return
		}
		windows.ConnectNamedPipe(pipe, nil)
		windows.CloseHandle(pipe)
	}
}

func main() {
	if err := svc.Run("collector", collector{}); err != nil {
		log.Print(err)
	}
}
