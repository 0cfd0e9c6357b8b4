// A service that starts its helpers in the users' sessions, with their tokens: the UI is theirs.
package main

import (
	"log"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type greeter struct{ logons chan uint32 }

func (g *greeter) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	for {
		select {
		case session := <-g.logons:
			if err := greet(session); err != nil {
				log.Print(err)
			}
		case <-requests:
			return false, 0
		}
	}
}

func greet(session uint32) error {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		return err
	}
	defer token.Close()
	cmd := exec.Command("rundll32", "url.dll,FileProtocolHandler", "https://example.com/welcome")
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	if err := cmd.Run(); err != nil {
		return err
	}
	return openIn(token, "https://example.com/news")
}

func openIn(token windows.Token, page string) error {
	cmd := exec.Command("cmd", "/c", "start", page)
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token), HideWindow: true}
	return cmd.Run()
}

func main() {
	if err := svc.Run("Greeter", &greeter{logons: make(chan uint32)}); err != nil {
		log.Fatal(err)
	}
}
