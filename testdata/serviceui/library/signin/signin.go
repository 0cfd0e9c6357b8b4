// Package signin signs the user in.
package signin

import "github.com/pkg/browser"

// Renew asks for a new token. The service calls it.
func Renew() error {
	return browser.OpenURL("https://example.com/renew") // want:module `error: .*OpenURL.* \(serviceui\)`
}

// Start asks for the first token. Only the login command calls it.
func Start() error {
	return browser.OpenURL("https://example.com/login")
}

// Forget opens the page of the user's sessions. Nobody calls it here.
func Forget() error {
	return browser.OpenURL("https://example.com/sessions")
}
