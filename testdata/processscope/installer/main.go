// Command installer puts a new version in the place of the old one.
package main

import (
	"log"
	"os"
	"os/exec"
)

const uninstallTemplate = "Get-Process helper | Stop-Process -Force\nexit\n" // want "note: every process of helper is ended .* \\(processscope\\)"

const restartTemplate = "Get-Process helper | Stop-Process -Force\nexit\n" // want "warning: every process of helper is ended .* \\(processscope\\)"

func agentUpdateScript() string {
	return "Stop-Process -Name helper -Force\nexit\n" // want "note: every process of helper is ended .* \\(processscope\\)"
}

func main() {
	if len(os.Args) > 2 {
		for name, script := range map[string]string{"remove.ps1": uninstallTemplate, "again.ps1": restartTemplate, "update.ps1": agentUpdateScript()} {
			if err := os.WriteFile(name, []byte(script), 0o600); err != nil {
				log.Fatal(err)
			}
		}
		return
	}
	if len(os.Args) > 1 {
		uninstall()
		return
	}
	replace()
}

func uninstall() {
	_ = exec.Command("taskkill", "/F", "/IM", "helper.exe").Run() // want "note: every process of helper.exe .* \\(processscope\\)"
}

func replace() {
	_ = exec.Command("taskkill", "/F", "/IM", "helper.exe").Run() // want "note: every process of helper.exe .* \\(processscope\\)"
	if err := os.Remove(`C:\Program Files\Helper\helper.exe`); err != nil {
		log.Print(err)
	}
}
