// Package page opens pages.
package page

import "github.com/pkg/browser"

const base = "https://example.com/"

// Open opens a page.
func Open(name string) error {
	return browser.OpenURL(base + name) // want:module `error: .*OpenURL.* \(serviceui\)`
}

// Preview opens the preview of a page.
func Preview(name string) error {
	return browser.OpenURL(base + "preview/" + name)
}
