// Tests for a service that stand in another package: a function, its opposite, a variable, a field.
package main

import (
	"log"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"

	"rdslint.example/testdata/contexts/farguard/internal/env"
)

type sluice struct{ mode *env.Mode }

func (s *sluice) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	function()
	opposite()
	variable()
	s.field()
	other()
	<-requests
	return false, 0
}

func function() {
	if !env.IsService() {
		browser.OpenURL("https://example.com/function/user")
		return
	}
	browser.OpenURL("https://example.com/function") // want `error: .*OpenURL.* \(serviceui\)`
}

func opposite() {
	if env.HasDesktop() {
		browser.OpenURL("https://example.com/opposite/user")
	} else {
		browser.OpenURL("https://example.com/opposite") // want `error: .*OpenURL.* \(serviceui\)`
	}
}

func variable() {
	if env.Service {
		browser.OpenURL("https://example.com/variable") // want `error: .*OpenURL.* \(serviceui\)`
		return
	}
	browser.OpenURL("https://example.com/variable/user")
}

func (s *sluice) field() {
	switch {
	case s.mode.Service:
		browser.OpenURL("https://example.com/field") // want `error: .*OpenURL.* \(serviceui\)`
	default:
		browser.OpenURL("https://example.com/field/user")
	}
}

func other() {
	if env.Verbose() {
		browser.OpenURL("https://example.com/other") // want `error: .*OpenURL.* \(serviceui\)`
	}
}

func main() {
	if !env.IsService() {
		browser.OpenURL("https://example.com/console")
		return
	}
	if err := svc.Run("Sluice", &sluice{mode: env.New()}); err != nil {
		log.Fatal(err)
	}
}
