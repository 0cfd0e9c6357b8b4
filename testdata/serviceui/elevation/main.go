// What a service asks of the shell: a document opens where nobody sees it, a program that is started quietly does not.
package main

import (
	"log"
	"unsafe"

	"github.com/lxn/win"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type shellExecuteInfo struct {
	cbSize       uint32
	fMask        uint32
	hwnd         uintptr
	lpVerb       *uint16
	lpFile       *uint16
	lpParameters *uint16
	lpDirectory  *uint16
	nShow        int32
	hInstApp     uintptr
	lpIDList     uintptr
	lpClass      *uint16
	hkeyClass    uintptr
	dwHotKey     uint32
	hIcon        uintptr
	hProcess     uintptr
}

var shellExecuteEx = windows.NewLazySystemDLL("shell32.dll").NewProc("ShellExecuteExW")

type clerk struct{ print bool }

func (c clerk) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	open("https://example.com/today") // want `error: .*ShellExecute.* \(serviceui\)`
	open(`C:\Clerk\sync.exe`)
	elevated(`C:\Clerk\setup.exe`)
	info := shellExecuteInfo{lpFile: utf16(`C:\Clerk\report.html`), nShow: 1}
	shellExecuteEx.Call(uintptr(unsafe.Pointer(&info))) // want `error: .*ShellExecuteEx.* \(serviceui\)`
	admin := shellExecuteInfo{lpVerb: utf16("runas"), lpFile: utf16(`C:\Clerk\setup.exe`)}
	shellExecuteEx.Call(uintptr(unsafe.Pointer(&admin)))
	sample(0)
	<-requests
	return false, 0
}

// Only some callers open a document.
func open(file string) {
	windows.ShellExecute(0, nil, utf16(file), nil, nil, windows.SW_SHOWNORMAL)
}

func elevated(file string) {
	windows.ShellExecute(0, utf16("runas"), utf16(file), nil, nil, windows.SW_SHOWNORMAL)
}

// A pixel of the screen is one of session 0; a pixel of a bitmap is its own.
func sample(bitmap win.HDC) {
	log.Print(win.GetPixel(win.GetDC(0), 0, 0)) // want `warning: .*GetPixel.* \(serviceui\)`
	log.Print(win.GetPixel(bitmap, 0, 0))
}

func utf16(s string) *uint16 { return windows.StringToUTF16Ptr(s) }

func main() {
	if err := svc.Run("Clerk", clerk{}); err != nil {
		log.Fatal(err)
	}
}
