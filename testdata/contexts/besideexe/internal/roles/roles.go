// Package roles holds what the programs do.
package roles

import (
	"github.com/pkg/browser"
)

// Work is the worker's.
func Work() {
	browser.OpenURL("https://example.com/worker") // want:module `error: .*OpenURL.* \(serviceui\)`
}

// Usage is the worker's, when somebody asks.
func Usage() {
	browser.OpenURL("https://example.com/usage")
}

// Tray is the user's.
func Tray() {
	browser.OpenURL("https://example.com/tray")
}

// Help is nobody's in particular.
func Help() {
	browser.OpenURL("https://example.com/help")
}
