// Command service ends programs from a service.
package main

import (
	"os"
	"os/exec"
	"path/filepath"

	"github.com/mitchellh/go-ps"
	"github.com/shirou/gopsutil/v4/process"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	_ = exec.Command("taskkill", "/F", "/IM", "tray.exe").Run() // want `warning: every process of tray.exe .* \(processscope\)`
	others()
	plugin{path: os.Getenv("AGENT_PLUGIN")}.restart()
	<-requests
	return false, 0
}

// A plugin is started by the service, from its path.
type plugin struct{ path, rival string }

func (p plugin) restart() {
	end(p.path)
	end(p.rival) // want `warning: every process of a program is ended .* \(processscope\)`
	_ = exec.Command(p.path).Start()
}

func end(path string) {
	list, _ := process.Processes()
	for _, p := range list {
		if exe, err := p.Exe(); err == nil && exe == path {
			_ = p.Kill()
		}
	}
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
