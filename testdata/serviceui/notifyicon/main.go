// A service that puts an icon into the notification area, bound and unbound.
package main

import (
	"log"
	"unsafe"

	"github.com/lxn/win"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

var procNotifyIcon = windows.NewLazySystemDLL("shell32.dll").NewProc("Shell_NotifyIconW")

type backup struct{}

func (backup) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	var data win.NOTIFYICONDATA
	data.CbSize = uint32(unsafe.Sizeof(data))
	if !win.Shell_NotifyIcon(win.NIM_ADD, &data) { // want `error: .*Shell_NotifyIcon.* \(serviceui\)`
		procNotifyIcon.Call(win.NIM_MODIFY, uintptr(unsafe.Pointer(&data))) // want `error: .*Shell_NotifyIcon.* \(serviceui\)`
	}
	<-requests
	return false, 0
}

func main() {
	if err := svc.Run("Backup", backup{}); err != nil {
		log.Fatal(err)
	}
}
