// Command service does to the host what an administrator told it to.
package main

import (
	"log"
	"os/exec"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	for range requests {
		order("reboot")
	}
	return false, 0
}

func order(what string) {
	switch what {
	case "reboot":
		run("shutdown.exe", "/r", "/t", "5", "/f")
	case "proxy":
		run("netsh", "winhttp", "set", "proxy", "proxy:3128")
	case "off":
		_ = windows.ExitWindowsEx(windows.EWX_POWEROFF, 0)
	case "task":
		run("schtasks", "/create", "/tn", "Agent", "/tr", "agent.exe")
	case "stop":
		run("net", "stop", "spooler")
	}
}

func run(name string, args ...string) {
	if err := exec.Command(name, args...).Run(); err != nil {
		log.Print(err)
	}
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
