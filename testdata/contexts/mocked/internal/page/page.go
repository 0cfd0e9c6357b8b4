// Package page tells somebody.
package page

import "github.com/pkg/browser"

// A Pager calls somebody.
type Pager interface{ Page(number int) error }

// New returns the pager.
func New() Pager { return web{} }

type web struct{}

// Page opens a page.
func (web) Page(number int) error {
	return browser.OpenURL("https://example.com/page") // want:module `error: .*OpenURL.* \(serviceui\)`
}
