// Package common belongs to a program of which it is not known where it runs, too.
package common

import "net/http"

// A Status answers for its program.
type Status struct{}

// New returns a status.
func New() *Status { return new(Status) }

// Serve may be called by a page.
func (*Status) Serve() error { return http.ListenAndServe("127.0.0.1:47213", nil) }
