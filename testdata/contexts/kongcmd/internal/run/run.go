// Package run holds the commands.
package run

import (
	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

type smithy struct{}

func (smithy) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	browser.OpenURL("https://example.com/smithy") // want `error: .*OpenURL.* \(serviceui\)`
	<-requests
	return false, 0
}

// Service runs as a service.
type Service struct{}

// Run starts the service.
func (*Service) Run() error {
	return svc.Run("Smithy", smithy{})
}

// Login logs in.
type Login struct{ Page string }

// Run shows the page.
func (l *Login) Run() error { return browser.OpenURL(l.Page) }
