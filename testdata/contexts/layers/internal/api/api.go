// Package api is what main calls.
package api

import "rdslint.example/testdata/contexts/layers/internal/work"

// Handle handles a request of the service.
func Handle(name string) error { return work.Do(name) }

// Preview shows what Handle would show. It is the user's command.
func Preview(name string) error { return work.Show(name) }
