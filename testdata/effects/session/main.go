// Command session draws more than it has to.
package main

import (
	"time"
	"unsafe"

	"fyne.io/systray"
	"github.com/lxn/win"
	"golang.org/x/sys/windows"
)

var (
	user32    = windows.NewLazySystemDLL("user32.dll")
	gdi32     = windows.NewLazySystemDLL("gdi32.dll")
	winmm     = windows.NewLazySystemDLL("winmm.dll")
	animate   = user32.NewProc("AnimateWindow")
	playSound = winmm.NewProc("PlaySoundW")
	getDC     = user32.NewProc("GetDC")
	bitBlt    = gdi32.NewProc("BitBlt")
)

func main() { systray.Run(ready, func() {}) }

func ready() {
	show(1)
	play("done.wav")
	stop()
	copied(2)
	var c camera
	c.open()
	c.shoot()
	splashed()
	go redrawn(3)
	go beaten(4)
	timed(5)
	blinks(6)
	sized(7)
}

func show(window uintptr) {
	animate.Call(window, 200, 0x80000) // want:module `warning: a window is animated, and the program never asks whether its session is a remote one.* \(effects\)` want:package `note: a window is animated: in a remote session.* \(effects\)`
}

func play(file string) {
	name, err := windows.UTF16PtrFromString(file)
	if err != nil {
		return
	}
	playSound.Call(uintptr(unsafe.Pointer(name)), 0, 0x20000) // want:module `warning: a sound is played, and .* \(effects\)` want:package `note: a sound is played: .* \(effects\)`
}

func stop() { playSound.Call(0, 0, 0) }

func copied(memory win.HDC) {
	screen := win.GetDC(0)
	defer win.ReleaseDC(0, screen)
	win.BitBlt(memory, 0, 0, 640, 480, screen, 0, 0, win.SRCCOPY) // want:module `warning: pixels are copied from the screen, and .* \(effects\)` want:package `note: pixels are copied from the screen: .* \(effects\)`
}

// A camera keeps the screen's device context.
type camera struct{ screen, memory uintptr }

func (c *camera) open() {
	desktop := win.GetDesktopWindow()
	c.screen, _, _ = getDC.Call(uintptr(desktop))
}

func (c *camera) shoot() {
	bitBlt.Call(c.memory, 0, 0, 640, 480, c.screen, 0, 0, win.SRCCOPY) // want:module `warning: pixels are copied from the screen, and .* \(effects\)` want:package `note: pixels are copied from the screen: .* \(effects\)`
}

func splashed() {
	class, err := windows.UTF16PtrFromString("SplashWindow")
	if err != nil {
		return
	}
	win.CreateWindowEx(0, class, nil, win.WS_POPUP, 0, 0, 400, 300, 0, 0, 0, nil) // want:module `warning: a splash window is shown, and .* \(effects\)` want:package `note: a splash window is shown: .* \(effects\)`
}

func redrawn(window win.HWND) {
	for range time.Tick(time.Second / 60) { // want:module `warning: a window is drawn again every 16.666666ms, and .* \(effects\)` want:package `note: a window is drawn again every 16.666666ms: .* \(effects\)`
		win.InvalidateRect(window, nil, false)
	}
}

func beaten(window win.HWND) {
	beat := time.NewTicker(20 * time.Millisecond) // want:module `warning: a window is drawn again every 20ms, and .* \(effects\)` want:package `note: a window is drawn again every 20ms: .* \(effects\)`
	slow := time.NewTicker(time.Second)
	for {
		select {
		case <-beat.C:
			draw(window)
		case <-slow.C:
			draw(window)
		}
	}
}

func draw(window win.HWND) { win.InvalidateRect(window, nil, true) }

func timed(window win.HWND) {
	win.SetTimer(window, 1, 16, 0) // want:module `warning: a window is drawn again every 16ms, and .* \(effects\)` want:package `note: a window is drawn again every 16ms: .* \(effects\)`
	windows.NewCallback(proc)
}

func proc(window win.HWND, message uint32, wParam, lParam uintptr) uintptr {
	switch message {
	case win.WM_TIMER:
		draw(window)
		return 0
	}
	return win.DefWindowProc(window, message, wParam, lParam)
}

// Twice a second.
func blinks(window win.HWND) { win.SetTimer(window, 2, 500, 0) }

// The resolution.
func sized(window win.HWND) int32 {
	screen := win.GetDC(0)
	defer win.ReleaseDC(0, screen)
	return win.GetDeviceCaps(screen, win.LOGPIXELSX)
}
