// Command silent draws what it must.
package main

import (
	"time"

	"fyne.io/systray"
	"github.com/lxn/win"
)

func main() { systray.Run(ready, func() {}) }

func ready() {
	paint(1, 2)
	format(3)
	layered(4)
	once(5)
	go slow(6)
	bounded()
	twice(7)
}

// From memory to the window.
func paint(window win.HDC, memory win.HDC) {
	win.BitBlt(window, 0, 0, 16, 16, memory, 0, 0, win.SRCCOPY)
}

// The screen's format for a bitmap.
func format(bitmap win.HBITMAP) {
	screen := win.GetDC(0)
	defer win.ReleaseDC(0, screen)
	memory := win.CreateCompatibleDC(screen)
	defer win.DeleteDC(memory)
	win.SelectObject(memory, win.HGDIOBJ(bitmap))
	win.BitBlt(memory, 0, 0, 16, 16, memory, 16, 0, win.SRCCOPY)
	win.GetDIBits(screen, bitmap, 0, 16, nil, nil, 0)
}

func layered(window win.HWND) {
	win.SetWindowLong(window, win.GWL_EXSTYLE, win.WS_EX_LAYERED)
}

// A timer that is killed when it fires, and draws nothing.
func once(window win.HWND) { win.SetTimer(window, 1, 10, 0) }

func slow(window win.HWND) {
	for range time.Tick(100 * time.Millisecond) {
		win.InvalidateRect(window, nil, false)
	}
}

// Nothing is drawn.
func bounded() {
	for i := 0; i < 5; i++ {
		time.Sleep(10 * time.Millisecond)
	}
}

// A few times are no animation.
func twice(window win.HWND) {
	for i := 0; i < 3; i++ {
		win.InvalidateRect(window, nil, false)
		time.Sleep(30 * time.Millisecond)
	}
	for range 2 {
		win.InvalidateRect(window, nil, false)
		time.Sleep(30 * time.Millisecond)
	}
}
