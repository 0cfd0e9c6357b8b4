// A service that starts itself again: without a user's token the child is service code, with one it is the user's.
package main

import (
	"log"
	"os"
	"os/exec"
	"syscall"

	"github.com/pkg/browser"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type orchard struct{ logons chan uint32 }

func (o *orchard) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	for {
		select {
		case session := <-o.logons:
			if err := startTray(session); err != nil {
				log.Print(err)
			}
			if err := startWorker(); err != nil {
				log.Print(err)
			}
		case <-requests:
			return false, 0
		}
	}
}

func startWorker() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return exec.Command(self, "worker").Start()
}

func startTray(session uint32) error {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		return err
	}
	defer token.Close()
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(self, "tray")
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	return cmd.Start()
}

func main() {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "worker":
			browser.OpenURL("https://example.com/worker") // want `error: .*OpenURL.* \(serviceui\)`
		case "tray":
			browser.OpenURL("https://example.com/tray")
		}
		return
	}
	if err := svc.Run("Orchard", &orchard{logons: make(chan uint32)}); err != nil {
		log.Fatal(err)
	}
}
