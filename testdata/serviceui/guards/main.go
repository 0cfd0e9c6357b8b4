// A program that shows UI only where it knows that it is not a service. Nothing is reported.
package main

import (
	"log"
	"os"
	"runtime"

	"github.com/kardianos/service"
	"github.com/pkg/browser"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

const page = "https://example.com/status"

var background = mustBackground()

type ui struct{ open func(string) error }

type agent struct {
	isService bool
	ui        *ui
}

func (a *agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	a.direct()
	a.early()
	a.variable()
	a.helper()
	a.fields()
	a.session()
	a.platform()
	<-requests
	return false, 0
}

func (a *agent) direct() {
	if isService, err := svc.IsWindowsService(); err == nil && !isService {
		browser.OpenURL(page)
	}
	if interactive, _ := svc.IsAnInteractiveSession(); interactive {
		browser.OpenURL(page)
	}
	if service.Interactive() {
		browser.OpenURL(page)
	}
}

func (a *agent) early() {
	isService, err := svc.IsWindowsService()
	if err != nil || isService {
		return
	}
	browser.OpenURL(page)
}

func (a *agent) variable() {
	if background {
		log.Print("no browser for a service")
	} else {
		browser.OpenURL(page)
	}
}

func (a *agent) helper() {
	if hasUser() {
		browser.OpenURL(page)
	}
}

func (a *agent) fields() {
	if !a.isService {
		browser.OpenURL(page)
	}
	if a.ui != nil {
		a.ui.open(page)
	}
}

func (a *agent) session() {
	var id uint32
	if err := windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &id); err != nil || id == 0 {
		return
	}
	browser.OpenURL(page)
}

func (a *agent) platform() {
	if runtime.GOOS != "windows" {
		browser.OpenURL(page)
	}
}

func hasUser() bool {
	isService, err := svc.IsWindowsService()
	return err == nil && !isService
}

func mustBackground() bool {
	isService, err := svc.IsWindowsService()
	if err != nil {
		log.Fatal(err)
	}
	return isService
}

func main() {
	a := &agent{isService: background}
	if !background {
		a.ui = &ui{open: browser.OpenURL}
		a.fields()
		os.Exit(0)
	}
	if err := svc.Run("Status", a); err != nil {
		log.Fatal(err)
	}
}
