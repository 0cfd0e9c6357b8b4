// Command service ends programs from a service.
package main

import (
	"os"
	"os/exec"
	"path/filepath"

	"github.com/mitchellh/go-ps"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	_ = exec.Command("taskkill", "/F", "/IM", "tray.exe").Run() // want `warning: every process of tray.exe .* \(processscope\)`
	others()
	<-requests
	return false, 0
}

// others looks for the service's own file: its processes are services, too.
func others() {
	exe, err := os.Executable()
	if err != nil {
		return
	}
	list, _ := ps.Processes()
	for _, p := range list {
		if p.Executable() == filepath.Base(exe) && p.Pid() != os.Getpid() {
			if found, err := os.FindProcess(p.Pid()); err == nil {
				_ = found.Kill()
			}
		}
	}
}

func main() { _ = svc.Run("agent", agent{}) }
