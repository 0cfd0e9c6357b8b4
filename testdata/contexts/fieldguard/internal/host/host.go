// Package host does its work as a service or on a user's console, as it was told when it was made.
package host

import (
	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/eventlog"
)

// A Host does the work.
type Host struct {
	service bool
	detail  bool
	events  *eventlog.Log // nil on a console
	paint   func(string) error
}

// New returns a host for this process.
func New(detail bool) (*Host, error) {
	is, err := svc.IsWindowsService()
	if err != nil {
		return nil, err
	}
	h := &Host{service: is, detail: detail}
	if is {
		if h.events, err = eventlog.Open("Host"); err != nil {
			return nil, err
		}
	} else {
		h.paint = browser.OpenURL
	}
	return h, nil
}

// Execute runs the work as a service.
func (h *Host) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	h.Work()
	<-requests
	return false, 0
}

// Work runs the work.
func (h *Host) Work() {
	if h.service {
		browser.OpenURL("https://example.com/field") // want `error: .*OpenURL.* \(serviceui\)`
	} else {
		browser.OpenURL("https://example.com/field/user")
	}
	if h.events == nil {
		browser.OpenURL("https://example.com/events/user")
	} else {
		browser.OpenURL("https://example.com/events") // want `error: .*OpenURL.* \(serviceui\)`
	}
	if h.paint != nil {
		h.paint("https://example.com/paint/user")
		return
	}
	if h.detail {
		browser.OpenURL("https://example.com/detail") // want:module `error: .*OpenURL.* \(serviceui\)`
	}
}
