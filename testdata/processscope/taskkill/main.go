// Command taskkill ends programs by their names with the command of that name.
package main

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

const image = "helper.exe"

func main() {
	plain()
	filtered()
	shells()
	built()
	ownChild()
	query("7")
}

func plain() {
	cmd := exec.Command("taskkill", "/F", "/IM", "helper.exe") // want `warning: every process of helper.exe is ended in all sessions \(taskkill\).* \(processscope\)`
	if err := cmd.Run(); err != nil {
		log.Print(err)
	}
	_ = exec.Command("TASKKILL.EXE", "-im", image, "-f", "/T").Run()                                   // want `warning: every process of helper.exe .* \(processscope\)`
	_ = exec.Command(`C:\Windows\System32\taskkill.exe`, "/f", "/im", os.Getenv("HELPER")).Run()       // want `warning: every process of a program .* \(processscope\)`
	_ = exec.Command("taskkill", "/F", "/FI", "IMAGENAME eq helper.exe").Run()                         // want `warning: .* \(processscope\)`
	_ = exec.Command("taskkill", "/F", "/IM", image, "/FI", "SESSION ne 0").Run()                      // want `warning: .* \(processscope\)`
	_ = exec.Command("taskkill", "/F", "/IM", image, "/FI", "PID ne "+strconv.Itoa(os.Getpid())).Run() // want `warning: .* \(processscope\)`
}

func filtered() {
	_ = exec.Command("taskkill", "/F", "/IM", image, "/FI", "SESSION eq "+os.Getenv("ID")).Run()
	_ = exec.Command("taskkill", "/F", "/IM", image, "/fi", fmt.Sprintf("USERNAME eq %s", os.Getenv("USERNAME"))).Run()
	_ = exec.Command("taskkill", "/F", "/PID", "4711").Run()
}

func shells() {
	_ = exec.Command("cmd", "/c", "taskkill /f /im helper.exe").Run()          // want `warning: .* \(processscope\)`
	_ = exec.Command("cmd.exe", "/C", "taskkill", "/f", "/im", image).Run()    // want `warning: .* \(processscope\)`
	_ = exec.Command("cmd", "/c", "echo stop & taskkill /im helper.exe").Run() // want `warning: .* \(processscope\)`
	cmd := exec.Command("cmd")                                                 // want `warning: .* \(processscope\)`
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd /c taskkill /f /im "helper.exe"`}
	_ = cmd.Run()
}

func built() {
	args := []string{"/F"}
	args = append(args, "/IM", image)
	_ = exec.Command("taskkill", args...).Run()                                                  // want `warning: .* \(processscope\)`
	_ = exec.Command("wmic", "process", "where", "name='helper.exe'", "call", "terminate").Run() // want `warning: .* \(processscope\)`
	_ = exec.Command("wmic", "process", "where", "processid=17", "delete").Run()
}

func ownChild() {
	child := exec.Command("helper.exe")
	if err := child.Start(); err != nil {
		return
	}
	_ = exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(child.Process.Pid)).Run()
}

func query(id string) {
	out, err := exec.Command("tasklist", "/FI", "PID eq "+id).Output()
	fmt.Println(string(out), err)
}
