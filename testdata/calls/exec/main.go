// Command exec starts other programs: a command line is a call too. What it opens from service code nobody sees.
package main

import (
	"log"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows/svc"
)

const report = "https://reports.example/today"

type reporter struct{}

func (reporter) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	start()
	library()
	line()
	hidden()
	<-requests
	return false, 0
}

func start() {
	if err := exec.Command("cmd", "/c", "start", report).Run(); err != nil { // want `error: .*\(serviceui\)`
		log.Print(err)
	}
}

func library() {
	command := exec.Command("rundll32", "url.dll,FileProtocolHandler", report) // want `error: .*\(serviceui\)`
	if err := command.Start(); err != nil {
		log.Print(err)
	}
}

func line() {
	command := exec.Command("cmd.exe") // want `error: .*\(serviceui\)`
	command.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd.exe /c start "" "` + report + `"`}
	if err := command.Run(); err != nil {
		log.Print(err)
	}
}

// hidden shows nothing.
func hidden() {
	if err := exec.Command("cmd", "/c", "del", `C:\ProgramData\Reports\old.txt`).Run(); err != nil {
		log.Print(err)
	}
}

func main() {
	if err := svc.Run("reporter", reporter{}); err != nil {
		log.Print(err)
	}
}
