// Package roles holds what the program does.
package roles

import "github.com/pkg/browser"

// Work is the worker's.
func Work() {
	browser.OpenURL("https://example.com/worker") // want:module `error: .*OpenURL.* \(serviceui\)`
}

// Tray is the user's.
func Tray() {
	browser.OpenURL("https://example.com/tray")
}

// Help is nobody's in particular.
func Help() {
	browser.OpenURL("https://example.com/help")
}
