// Command alsoclass shows a session program whose lock and window class share a text: the fix changes the use of the lock.
package main

import (
	"log"
	"unsafe"

	"github.com/lxn/win"
	"golang.org/x/sys/windows"
)

const className = "PinboardWindow" // want "note: .*PinboardWindow.* \\(objectname\\)"

func main() {
	if _, err := windows.CreateMutex(nil, false, windows.StringToUTF16Ptr(className)); err != nil {
		log.Fatal("already running")
	}
	class := win.WNDCLASSEX{LpszClassName: windows.StringToUTF16Ptr(className), LpfnWndProc: windows.NewCallback(proc)}
	class.CbSize = uint32(unsafe.Sizeof(class))
	win.RegisterClassEx(&class)

	var msg win.MSG
	for win.GetMessage(&msg, 0, 0, 0) > 0 {
		win.TranslateMessage(&msg)
		win.DispatchMessage(&msg)
	}
}

func proc(window win.HWND, message uint32, wParam, lParam uintptr) uintptr {
	return win.DefWindowProc(window, message, wParam, lParam)
}
