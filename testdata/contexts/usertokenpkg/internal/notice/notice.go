// Package notice tells people.
package notice

import "github.com/pkg/browser"

// Failed says that there is no token. Only the code that asks for one calls it.
func Failed() {
	browser.OpenURL("https://example.com/failed") // want:module `error: .*OpenURL.* \(serviceui\)`
}

// Usage is called by anybody.
func Usage() {
	browser.OpenURL("https://example.com/usage")
}
