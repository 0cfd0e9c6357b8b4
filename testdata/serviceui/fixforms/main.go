// Message boxes that tell and do not ask, in the forms that Go programs write.
package main

import (
	"log"

	"github.com/lxn/walk"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

var messageBox = windows.NewLazySystemDLL("user32.dll").NewProc("MessageBoxW")

type depot struct{ changes chan uint32 }

func (d *depot) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	for {
		select {
		case c := <-requests:
			switch c.Cmd {
			case svc.SessionChange:
				greet((*windows.WTSSESSION_NOTIFICATION)(ptr(c.EventData)))
			case svc.Stop:
				last()
				return false, 0
			}
		case <-d.changes:
			closing(windows.MB_ICONINFORMATION)
		}
	}
}

func greet(n *windows.WTSSESSION_NOTIFICATION) {
	warn(n.SessionID, "Good morning")
	walk.MsgBox(nil, "Depot", "Your orders are ready", walk.MsgBoxIconInformation) // want `error: .*MsgBox.* \(serviceui\)`
}

// All callers give the id of a session.
func warn(session uint32, text string) {
	title, _ := windows.UTF16PtrFromString("Depot")
	_, _ = windows.MessageBox(0, windows.StringToUTF16Ptr(text), title, 0) // want `error: .*MessageBox.* \(serviceui\)`
}

// The service's own session, 0, is not the one to tell.
func closing(style uint32) {
	var own uint32
	windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &own)
	if own == 0 {
		windows.MessageBox(0, windows.StringToUTF16Ptr("The depot closes"), nil, style) // want `error: .*MessageBox.* \(serviceui\)`
	}
	if proc := messageBox; proc != nil {
		proc.Call(0, 0, 0, 0) // want `error: .*MessageBox.* \(serviceui\)`
	}
	for range 2 {
		messageBox.Call(0, 0, 0, 0) // want `error: .*MessageBox.* \(serviceui\)`
	}
	go windows.MessageBox(0, windows.StringToUTF16Ptr("The depot closes"), nil, style) // want `error: .*MessageBox.* \(serviceui\)`
}

func main() {
	if err := svc.Run("Depot", &depot{make(chan uint32)}); err != nil {
		log.Fatal(err)
	}
}
