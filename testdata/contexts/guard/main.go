// svc.IsWindowsService separates the branches: each guard is followed by its twin without one.
package main

import (
	"log"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows/svc"
)

var inService bool

type bridge struct{}

func (b bridge) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	direct()
	negated()
	variable()
	early()
	late()
	helper()
	other()
	<-requests
	return false, 0
}

func direct() {
	if is, err := svc.IsWindowsService(); err == nil && is {
		browser.OpenURL("https://example.com/direct") // want `error: .*OpenURL.* \(serviceui\)`
	} else {
		browser.OpenURL("https://example.com/direct/user")
	}
}

func negated() {
	if is, _ := svc.IsWindowsService(); !is {
		browser.OpenURL("https://example.com/negated/user")
	} else {
		browser.OpenURL("https://example.com/negated") // want `error: .*OpenURL.* \(serviceui\)`
	}
}

func variable() {
	if inService {
		browser.OpenURL("https://example.com/variable") // want `error: .*OpenURL.* \(serviceui\)`
	}
	if !inService {
		browser.OpenURL("https://example.com/variable/user")
	}
}

func early() {
	is, err := svc.IsWindowsService()
	if err != nil || is {
		return
	}
	browser.OpenURL("https://example.com/early/user")
}

func late() {
	if is, _ := svc.IsWindowsService(); !is {
		return
	}
	browser.OpenURL("https://example.com/late") // want `error: .*OpenURL.* \(serviceui\)`
}

func helper() {
	if !isService() {
		browser.OpenURL("https://example.com/helper/user")
		return
	}
	browser.OpenURL("https://example.com/helper") // want `error: .*OpenURL.* \(serviceui\)`
}

// A test of something else proves nothing about the context.
func other() {
	if verbose() {
		browser.OpenURL("https://example.com/other") // want `error: .*OpenURL.* \(serviceui\)`
	}
}

func isService() bool {
	is, err := svc.IsWindowsService()
	if err != nil {
		log.Fatal(err)
	}
	return is
}

func verbose() bool { return log.Flags() != 0 }

func main() {
	var err error
	inService, err = svc.IsWindowsService()
	if err != nil {
		log.Fatal(err)
	}
	if !inService {
		browser.OpenURL("https://example.com/console")
		return
	}
	browser.OpenURL("https://example.com/service") // want `error: .*OpenURL.* \(serviceui\)`
	if err := svc.Run("Bridge", bridge{}); err != nil {
		log.Fatal(err)
	}
}
