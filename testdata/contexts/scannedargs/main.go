// One program, two roles: whether an argument is there, anywhere among them, says which.
package main

import (
	"log"
	"os"
	"slices"
	"strings"

	"fyne.io/systray"
	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	go serve()
	<-requests
	return false, 0
}

// serve runs in the service, or on a console in its place; never beside the icon.
func serve() {
	l, err := winio.ListenPipe(`\\.\pipe\ScannedAgent`, &winio.PipeConfig{SecurityDescriptor: "D:P(A;;GA;;;SY)(A;;GA;;;BA)"})
	if err != nil {
		log.Fatal(err)
	}
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go c.Close()
	}
}

func runService() error {
	is, err := svc.IsWindowsService()
	if err != nil {
		return err
	}
	if is {
		return svc.Run("ScannedAgent", agent{})
	}
	serve()
	return nil
}

func activate() {
	l, err := winio.ListenPipe(`\\.\pipe\ScannedIcon`, nil) // want `warning: .*ScannedIcon.* \(pipename\)`
	if err == nil {
		defer l.Close()
	}
	systray.Run(nil, nil)
}

func wipe() {
	l, err := winio.ListenPipe(`\\.\pipe\ScannedWipe`, nil) // want `warning: .*ScannedWipe.* \(pipename\)`
	if err == nil {
		l.Close()
	}
}

func main() {
	if slices.Contains(os.Args[1:], "--wipe") {
		wipe()
		return
	}
	if given("--service") {
		if err := runService(); err != nil {
			log.Fatal(err)
		}
		return
	}
	activate()
}

func given(flag string) bool {
	for _, arg := range os.Args[1:] {
		if strings.EqualFold(strings.TrimSpace(arg), flag) {
			return true
		}
	}
	return false
}
