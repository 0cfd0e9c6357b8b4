// Command powershell ends programs by scripts.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	ends()
	keeps()
	files()
	fmt.Println("To end the helper, run\n  Stop-Process -Name helper\nor log off.")
}

func ends() {
	_ = exec.Command("powershell", "-Command", "Stop-Process -Name helper -Force").Run()                                        // want `warning: every process of helper is ended in all sessions \(Stop-Process\).* \(processscope\)`
	_ = exec.Command("powershell.exe", "-NoProfile", "-c", "Get-Process helper | Stop-Process").Run()                           // want `warning: .* \(processscope\)`
	_ = exec.Command("pwsh", "Get-Process -Name helper | % { $_.Kill() }").Run()                                                // want `warning: .* \(processscope\)`
	_ = exec.Command("powershell", "-Command", "(Get-WmiObject Win32_Process -Filter \"Name='helper.exe'\").Terminate()").Run() // want `warning: .* \(processscope\)`
	_ = exec.Command("powershell", "if (Get-Process helper -ErrorAction SilentlyContinue) { exit 1 }").Run()                    // want `warning: whether helper runs .* \(processscope\)`
}

func keeps() {
	_ = exec.Command("powershell", "-Command", "Get-Process helper | Where-Object { $_.SessionId -eq (Get-Process -Id $PID).SessionId } | Stop-Process").Run()
	_ = exec.Command("powershell", "-Command", "Get-Process helper | Where-Object { $_.MainWindowHandle -ne 0 } | Stop-Process").Run()
	_ = exec.Command("powershell", "-Command", "Stop-Process -Id 17").Run()
	_ = exec.Command("powershell", "-Command", "Get-Process | Sort-Object CPU").Run()
}

func files() {
	dir := os.TempDir()
	ps := fmt.Sprintf(`
$name = '%s'
Write-Host "ending $name"
# Stop-Process -Name other
Stop-Process -Name $name -Force`, "helper") // want `warning: .* \(processscope\)`
	_ = os.WriteFile(filepath.Join(dir, "end.ps1"), []byte(ps), 0o600)
	batch := `@echo off
start "" helper.exe
taskkill /F /IM other.exe` // want `warning: every process of other.exe .* \(processscope\)`
	_ = os.WriteFile(filepath.Join(dir, "restart.bat"), []byte(batch), 0o600)
}
