// A service that listens for device changes on message-only windows, in the forms that Go programs write.
package main

import (
	"log"
	"unsafe"

	"github.com/lxn/win"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

const hwndMessage = ^uintptr(2) // HWND_MESSAGE, (HWND)-3

var procCreateWindowEx = windows.NewLazySystemDLL("user32.dll").NewProc("CreateWindowExW")

type watcher struct{}

func (watcher) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	class := windows.StringToUTF16Ptr("DeviceWatch")
	procCreateWindowEx.Call(0, uintptr(unsafe.Pointer(class)), 0, 0, 0, 0, 0, 0, hwndMessage, 0, 0, 0)

	parent := win.HWND_MESSAGE
	win.CreateWindowEx(0, class, nil, 0, 0, 0, 0, 0, parent, 0, 0, nil)
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("DeviceWatch", watcher{}); err != nil {
		log.Fatal(err)
	}
}
