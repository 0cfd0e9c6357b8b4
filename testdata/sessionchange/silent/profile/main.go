// The token says where the user's profile is, and no process is started with it.
package main

import (
	"log"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type handler struct{}

func (handler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	if dir, err := profile(); err == nil {
		log.Print(os.ReadDir(filepath.Join(dir, "Agent")))
	}
	for r := range requests {
		if r.Cmd == svc.Stop {
			break
		}
	}
	return false, 0
}

func profile() (string, error) {
	var token windows.Token
	if err := windows.WTSQueryUserToken(windows.WTSGetActiveConsoleSessionId(), &token); err != nil { // want `warning: the session of the physical console.* \(sessionid\)`
		return "", err
	}
	defer token.Close()
	return token.GetUserProfileDirectory()
}

func main() {
	if err := svc.Run("agent", handler{}); err != nil {
		log.Fatal(err)
	}
}
