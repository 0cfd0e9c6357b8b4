// A service that reads and drives "the" desktop: in session 0 that is nobody's.
package main

import (
	"image"
	"log"
	"time"
	"unsafe"

	"github.com/atotto/clipboard"
	"github.com/kbinani/screenshot"
	"github.com/lxn/win"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

const (
	whKeyboardLL = 13
	ewxLogoff    = 0
	ewxReboot    = 2
)

var (
	user32              = windows.NewLazySystemDLL("user32.dll")
	getLastInputInfo    = user32.NewProc("GetLastInputInfo")
	getForegroundWindow = user32.NewProc("GetForegroundWindow")
	sendInput           = user32.NewProc("SendInput")
	setWindowsHookEx    = user32.NewProc("SetWindowsHookExW")
	setWinEventHook     = user32.NewProc("SetWinEventHook")
	openClipboard       = user32.NewProc("OpenClipboard")
	lockWorkStation     = user32.NewProc("LockWorkStation")
	exitWindowsEx       = user32.NewProc("ExitWindowsEx")
)

type lastInput struct{ size, time uint32 }

type attendance struct{}

func (attendance) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	go watch()
	if idle() > time.Hour {
		drive()
	}
	<-requests
	return false, 0
}

func idle() time.Duration {
	info := lastInput{size: 8}
	getLastInputInfo.Call(uintptr(unsafe.Pointer(&info))) // want `warning: .*GetLastInputInfo.* \(serviceui\)`
	return time.Duration(info.time) * time.Millisecond
}

func watch() {
	window, _, _ := getForegroundWindow.Call()                            // want `warning: .*GetForegroundWindow.* \(serviceui\)`
	log.Printf("%x %v", window, windows.GetForegroundWindow())            // want `warning: .*GetForegroundWindow.* \(serviceui\)`
	setWindowsHookEx.Call(whKeyboardLL, windows.NewCallback(onKey), 0, 0) // want `warning: .*SetWindowsHook.* \(serviceui\)`
	setWinEventHook.Call(3, 3, 0, windows.NewCallback(onKey), 0, 0, 0)    // want `warning: .*SetWinEventHook.* \(serviceui\)`
	openClipboard.Call(0)                                                 // want `warning: .*[Cc]lipboard.* \(serviceui\)`
	text, _ := clipboard.ReadAll()                                        // want `warning: .*[Cc]lipboard.* \(serviceui\)`
	log.Print(text)
	if _, err := screenshot.CaptureRect(image.Rect(0, 0, 800, 600)); err != nil { // want `warning: .*(CaptureRect|screen).* \(serviceui\)`
		log.Print(err)
	}
	copyScreen(0)
}

func copyScreen(target win.HDC) {
	screen := win.GetDC(0)
	defer win.ReleaseDC(0, screen)
	win.BitBlt(target, 0, 0, 800, 600, screen, 0, 0, win.SRCCOPY) // want `warning: .*(BitBlt|screen).* \(serviceui\)`
}

func onKey(code, wParam, lParam uintptr) uintptr { return 0 }

func drive() {
	input := make([]byte, 40)
	sendInput.Call(1, uintptr(unsafe.Pointer(&input[0])), 40) // want `warning: .*SendInput.* \(serviceui\)`
	lockWorkStation.Call()                                    // want `warning: .*LockWorkStation.* \(serviceui\)`
	exitWindowsEx.Call(ewxLogoff, 0)                          // want `warning: .*ExitWindowsEx.* \(serviceui\)`
	exitWindowsEx.Call(ewxReboot, 0)                          // the whole computer, which session 0 can do
}

func main() {
	if err := svc.Run("Attendance", attendance{}); err != nil {
		log.Fatal(err)
	}
}
