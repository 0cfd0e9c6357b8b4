// Package notes belongs to one program.
package notes

import "net/http"

// A Store keeps the notes.
type Store struct{}

// New returns a store.
func New() *Store { return new(Store) }

// Share is called by the page.
func (*Store) Share() error {
	return http.ListenAndServe("127.0.0.1:47212", nil) // want:module `warning: address "127\.0\.0\.1:47212" is a fixed port.* \(loopbackport\)`
}
