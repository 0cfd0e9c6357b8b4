// Command lists asks commands which programs run.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

func main() {
	if running() || inList("helper.exe") || byWMI() || byShell() || alive("17") {
		fmt.Println("runs already")
		os.Exit(1)
	}
	monitor()
	services()
}

func running() bool {
	out, err := exec.Command("tasklist").Output() // want `warning: whether a program runs is asked of all sessions \(tasklist\).* \(processscope\)`
	if err != nil {
		return false
	}
	return strings.Contains(string(out), "helper.exe")
}

func inList(name string) bool {
	var out bytes.Buffer
	cmd := exec.Command("tasklist", "/FI", "IMAGENAME eq helper.exe", "/NH") // want `warning: whether helper.exe runs is asked of all sessions.* \(processscope\)`
	cmd.Stdout = &out
	if cmd.Run() != nil {
		return false
	}
	for _, line := range strings.Split(out.String(), "\n") {
		if strings.HasPrefix(strings.ToLower(line), name) {
			return true
		}
	}
	return false
}

func byWMI() bool {
	out, _ := exec.Command("wmic", "process", "where", "name='helper.exe'", "get", "ProcessId").CombinedOutput() // want `warning: .* \(processscope\)`
	return strings.Count(string(out), "\n") > 1
}

func byShell() bool {
	out, _ := exec.Command("powershell", "-NoProfile", "-Command", "Get-Process helper").Output() // want `warning: .* \(processscope\)`
	return len(strings.TrimSpace(string(out))) > 0
}

// alive asks for one process.
func alive(id string) bool {
	out, _ := exec.Command("tasklist", "/FI", "PID eq "+id).Output()
	return strings.Contains(string(out), id)
}

// monitor shows what runs.
func monitor() {
	out, _ := exec.Command("tasklist", "/FO", "CSV").Output()
	for _, line := range strings.Split(string(out), "\n") {
		if strings.HasPrefix(line, "Image Name") {
			continue
		}
		fmt.Println(line)
	}
}

func services() {
	out, _ := exec.Command("tasklist", "/svc").Output()
	if strings.Contains(string(out), "spooler.exe") {
		fmt.Println("spooler")
	}
}
