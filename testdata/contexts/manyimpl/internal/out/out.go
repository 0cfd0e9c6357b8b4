// Package out tells things, in one of two ways.
package out

import (
	"log"

	"github.com/pkg/browser"
)

// A Teller tells something to somebody.
type Teller interface{ Tell(text string) error }

// Web tells it in a browser.
type Web struct{}

// Tell opens a page.
func (Web) Tell(text string) error { return browser.OpenURL("https://example.com/?" + text) }

// Log tells it in the log.
type Log struct{}

// Tell writes a line.
func (Log) Tell(text string) error { log.Print(text); return nil }

// A Pager has one implementation.
type Pager interface{ Page(number int) error }

// New returns the only pager.
func New() Pager { return pager{} }

type pager struct{}

// Page opens a page.
func (pager) Page(number int) error {
	return browser.OpenURL("https://example.com/page") // want:module `error: .*OpenURL.* \(serviceui\)`
}
