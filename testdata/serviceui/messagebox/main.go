// A service that asks in message boxes, in every form that Go programs call them. Each answer is used, so none has a fix.
package main

import (
	"log"
	"syscall"
	"unsafe"

	"github.com/lxn/win"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

const (
	idYes                 = 6
	mbYesNo               = 0x4
	mbServiceNotification = 0x200000
	mbDefaultDesktopOnly  = 0x20000
)

var (
	user32                 = windows.NewLazySystemDLL("user32.dll")
	procMessageBox         = user32.NewProc("MessageBoxW")
	procMessageBoxEx       = user32.NewProc("MessageBoxExW")
	procMessageBoxIndirect = user32.NewProc("MessageBoxIndirectW")
	procMessageBoxTimeout  = user32.NewProc("MessageBoxTimeoutW")
)

type messageBoxParams struct {
	size       uint32
	owner      uintptr
	instance   uintptr
	text       *uint16
	caption    *uint16
	style      uint32
	icon       *uint16
	help       uintptr
	callback   uintptr
	languageID uint32
}

type agent struct{}

func (agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	log.Print(typed(), lazy(), byAddress(), extended(), indirect(), timed(), bound())
	<-requests
	return false, 0
}

func typed() bool {
	answer, err := windows.MessageBox(0, utf16("Delete the old index?"), utf16("Indexer"), windows.MB_YESNO) // want `error: .*MessageBox.*session 0.* \(serviceui\)`
	return err == nil && answer == idYes
}

// The two styles show the box on the console's desktop at best, and only that user can answer.
func lazy() bool {
	answer, _, _ := procMessageBox.Call(0, // want `error: .*MessageBox.* \(serviceui\)`
		uintptr(unsafe.Pointer(utf16("Delete the old index?"))),
		uintptr(unsafe.Pointer(utf16("Indexer"))),
		mbYesNo|mbServiceNotification)
	return answer == idYes
}

func byAddress() bool {
	text, caption := utf16("Delete the old index?"), utf16("Indexer")
	answer, _, _ := syscall.SyscallN(procMessageBox.Addr(), 0, uintptr(unsafe.Pointer(text)), uintptr(unsafe.Pointer(caption)), mbYesNo|mbDefaultDesktopOnly) // want `error: .*MessageBox.* \(serviceui\)`
	return answer == idYes
}

func extended() bool {
	text, caption := utf16("Delete the old index?"), utf16("Indexer")
	answer, _, _ := procMessageBoxEx.Call(0, uintptr(unsafe.Pointer(text)), uintptr(unsafe.Pointer(caption)), mbYesNo, 0) // want `error: .*MessageBox.* \(serviceui\)`
	return answer == idYes
}

func indirect() bool {
	params := messageBoxParams{text: utf16("Delete the old index?"), caption: utf16("Indexer"), style: mbYesNo}
	params.size = uint32(unsafe.Sizeof(params))
	answer, _, _ := procMessageBoxIndirect.Call(uintptr(unsafe.Pointer(&params))) // want `error: .*MessageBox.* \(serviceui\)`
	return answer == idYes
}

func timed() bool {
	text, caption := utf16("Delete the old index?"), utf16("Indexer")
	answer, _, _ := procMessageBoxTimeout.Call(0, uintptr(unsafe.Pointer(text)), uintptr(unsafe.Pointer(caption)), mbYesNo, 0, 5000) // want `error: .*MessageBox.* \(serviceui\)`
	return answer == idYes
}

func bound() bool {
	return win.MessageBox(0, utf16("Delete the old index?"), utf16("Indexer"), win.MB_YESNO) == win.IDYES // want `error: .*MessageBox.* \(serviceui\)`
}

func utf16(s string) *uint16 {
	p, err := windows.UTF16PtrFromString(s)
	if err != nil {
		return nil
	}
	return p
}

func main() {
	if err := svc.Run("Indexer", agent{}); err != nil {
		log.Fatal(err)
	}
}
