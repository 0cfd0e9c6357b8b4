// The answer decides, so the message names the other way of the guidelines: the service asks its client module.
package main

import (
	"errors"
	"log"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

const idRetry = 4

var errNoDisk = errors.New("the archive disk is missing")

type archiver struct{}

func (a *archiver) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	for a.archive() != nil {
		text := windows.StringToUTF16Ptr("The archive disk is missing. Try again?")
		caption := windows.StringToUTF16Ptr("Archiver")
		if answer, _ := windows.MessageBox(0, text, caption, windows.MB_RETRYCANCEL); answer != idRetry { // want `error: .*MessageBox.*client.* \(serviceui\)`
			return false, 1
		}
	}
	<-requests
	return false, 0
}

func (a *archiver) archive() error { return errNoDisk }

func main() {
	if err := svc.Run("Archiver", &archiver{}); err != nil {
		log.Fatal(err)
	}
}
