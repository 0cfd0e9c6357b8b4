// Package notify opens pages, with and without asking first who could see them.
package notify

import (
	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

const base = "https://example.com/"

// Guarded opens a page where there is a user.
func Guarded(text string) {
	if is, err := svc.IsWindowsService(); err != nil || is {
		return
	}
	browser.OpenURL(base + text)
}

// Plain opens a page. Its callers ask first.
func Plain(text string) { browser.OpenURL(base + "plain/" + text) }

// Late opens a page. Its callers should have asked.
func Late(text string) {
	browser.OpenURL(base + "late/" + text) // want:module `error: .*OpenURL.* \(serviceui\)`
}

// With runs do.
func With(do func()) { do() }

// Do opens a page.
func Do(text string) {
	browser.OpenURL(base + "do/" + text) // want:module `error: .*OpenURL.* \(serviceui\)`
}
