// Package library takes pictures of the screen.
package library

import "github.com/lxn/win"

// Picture copies the screen.
func Picture(memory win.HDC, width, height int32) bool {
	screen := win.GetDC(0)
	defer win.ReleaseDC(0, screen)
	return win.BitBlt(memory, 0, 0, width, height, screen, 0, 0, win.SRCCOPY) // want `note: pixels are copied from the screen: .* \(effects\)`
}

// Pixel tells a colour.
func Pixel(x, y int32) win.COLORREF {
	screen := win.GetDC(win.GetDesktopWindow())
	return win.GetPixel(screen, x, y) // want `note: pixels are copied from the screen: .* \(effects\)`
}

// Copy copies from whatever it is given.
func Copy(to, from win.HDC) bool {
	return win.BitBlt(to, 0, 0, 16, 16, from, 0, 0, win.SRCCOPY)
}

// All copies the screen by way of Copy.
func All(to win.HDC) bool {
	return Copy(to, win.GetDC(0)) // want `note: pixels are copied from the screen: .* \(effects\)`
}

// Context returns the device context of a window.
func Context(window win.HWND) win.HDC {
	return win.GetDC(window)
}

// Whole copies the screen by way of Context.
func Whole(to win.HDC) bool {
	from := Context(0)
	return win.BitBlt(to, 0, 0, 16, 16, from, 0, 0, win.SRCCOPY) // want `note: pixels are copied from the screen: .* \(effects\)`
}

// Part copies a window by way of Context.
func Part(to win.HDC, window win.HWND) bool {
	return win.BitBlt(to, 0, 0, 16, 16, Context(window), 0, 0, win.SRCCOPY)
}
