// Command lines that have only the shell's switch, for a shell whose name is given apart from them.
package main

import (
	"fmt"
	"log"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows/svc"
)

type shop struct{}

func (shop) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	if err := show("https://shop.example/"); err != nil {
		log.Print(err)
	}
	if err := run(`start "" "https://shop.example/help"`); err != nil { // want `error: .*start.* \(serviceui\)`
		log.Print(err)
	}
	if err := run(`"C:\Program Files\Shop\index.exe" "--all"`); err != nil {
		log.Print(err)
	}
	<-requests
	return false, 0
}

func show(url string) error {
	cmd := exec.Command("cmd") // want `error: .*start.* \(serviceui\)`
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: fmt.Sprintf(`/c start "" "%s"`, url)}
	return cmd.Run()
}

func run(command string) error {
	cmd := exec.Command("cmd")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: ` /C "` + command + `"`}
	return cmd.Run()
}

func main() {
	if err := svc.Run("Shop", shop{}); err != nil {
		log.Fatal(err)
	}
}
