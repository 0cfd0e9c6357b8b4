// Package effects checks for graphic effects and sounds that a remote session pays for.
//
// What a program draws goes to the user's computer over a network, and what it draws again goes there again; what it copies
// from the screen has to be drawn on the server first. On an RD Session Host all sessions draw on one machine and share one
// line.
//
// # Example
//
// Every step of it goes over the network:
//
//	animateWindow.Call(hwnd, 200, awBlend)
//
// Only where the screen is the machine's own:
//
//	if !remote {
//		animateWindow.Call(hwnd, 200, awBlend)
//	}
//
// # Reports
//
// As a note; as a warning where a program in users' sessions does it and the whole module is seen, and no code in it ever asks
// whether the session is a remote one:
//
//   - AnimateWindow
//   - a splash window
//   - a timer at whose beat a window is drawn again thirty times a second, or more often: a ticker or a sleep in a loop,
//     SetTimer where WM_TIMER draws
//   - pixels copied from the screen: BitBlt, StretchBlt and GetPixel from the device context that GetDC(0), the desktop window
//     or the DISPLAY driver gives
//   - PlaySound, and sndPlaySound
//
// # Stays silent
//
// What runs only after a test of where the session is shown; the screen's device context for the resolution, for fonts and for
// formats; BitBlt from memory; windows that are layered; PlaySound without a sound, which stops one; timers that fire once, or
// do not draw.
//
// # Fix
//
// The call is made only where the session is that of the machine's own screen (unsafe).
//
// # Limits
//
// A splash window is known by its class or its title. What a toolkit animates by itself is not known. The callback of SetTimer
// is not looked into.
//
// # See
//
// https://learn.microsoft.com/windows/win32/termserv/graphic-effects,
// https://learn.microsoft.com/windows/win32/termserv/performance-guidelines
package effects
