// Package systray is a stub with the part of github.com/getlantern/systray that the fixtures use.
package systray

// MenuItem is an entry of the tray icon's menu.
type MenuItem struct {
	ClickedCh chan struct{}
}

// Run shows the tray icon and runs its message loop.
func Run(onReady, onExit func()) { panic("stub") }

// Quit ends the message loop.
func Quit() { panic("stub") }

// SetTitle sets the tray icon's title.
func SetTitle(title string) { panic("stub") }

// SetTooltip sets the tray icon's tip.
func SetTooltip(tooltip string) { panic("stub") }

// AddMenuItem adds an entry to the tray icon's menu.
func AddMenuItem(title, tooltip string) *MenuItem { panic("stub") }
