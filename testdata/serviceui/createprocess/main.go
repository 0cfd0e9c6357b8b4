// A service that opens a page through CreateProcess: in its own session, then in the user's.
package main

import (
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type kiosk struct{ logons chan uint32 }

func (k kiosk) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if err := showHere(); err != nil {
		log.Print(err)
	}
	for {
		select {
		case session := <-k.logons:
			if err := showTo(session); err != nil {
				log.Print(err)
			}
		case <-requests:
			return false, 0
		}
	}
}

func showHere() error {
	command := windows.StringToUTF16Ptr("rundll32.exe url.dll,FileProtocolHandler https://example.com/kiosk")
	var info windows.ProcessInformation
	return windows.CreateProcess(nil, command, nil, nil, false, 0, nil, nil, &windows.StartupInfo{}, &info) // want `error: .*(rundll32|browser|page|CreateProcess).* \(serviceui\)`
}

func showTo(session uint32) error {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		return err
	}
	defer token.Close()
	command := windows.StringToUTF16Ptr("rundll32.exe url.dll,FileProtocolHandler https://example.com/kiosk")
	var info windows.ProcessInformation
	return windows.CreateProcessAsUser(token, nil, command, nil, nil, false, 0, nil, nil, &windows.StartupInfo{}, &info) // want `warning: the process runs with a user's token but.* \(servicehome\)`
}

func main() {
	if err := svc.Run("Kiosk", kiosk{make(chan uint32)}); err != nil {
		log.Fatal(err)
	}
}
