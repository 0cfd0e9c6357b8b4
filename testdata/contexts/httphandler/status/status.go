// Package status serves the state of a program.
package status

import (
	"net/http"

	"github.com/pkg/browser"
)

type routes struct{}

// Routes returns what serves the pages.
func Routes() http.Handler {
	var h http.Handler
	h = &routes{}
	return h
}

func (*routes) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	browser.OpenURL("https://example.com/status") // want:module `error: .*OpenURL.* \(serviceui\)`
}
