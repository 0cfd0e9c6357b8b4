// A service that lets PowerShell show its messages.
package main

import (
	"log"
	"os/exec"
	"strings"

	"golang.org/x/sys/windows/svc"
)

const toast = `
[Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime] > $null
$xml = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent(1)
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier('Scrubber').Show($xml)`

type scrubber struct{}

func (scrubber) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	box := "Add-Type -AssemblyName PresentationFramework; [System.Windows.MessageBox]::Show('Disk cleaned')"
	run(exec.Command("powershell", "-NoProfile", "-Command", box))         // want `error: .*(PowerShell|MessageBox|message box).* \(serviceui\)`
	run(exec.Command("powershell.exe", "-Command", toast))                 // want `error: .*(PowerShell|[Tt]oast).* \(serviceui\)`
	run(exec.Command("powershell", "-Command", "Clear-RecycleBin -Force")) // nothing that anybody would see
	run(exec.Command("pwsh", "-Command", strings.Repeat("Start-Sleep 1;", 3)))
	<-requests
	return false, 0
}

func run(cmd *exec.Cmd) {
	if err := cmd.Run(); err != nil {
		log.Print(err)
	}
}

func main() {
	if err := svc.Run("Scrubber", scrubber{}); err != nil {
		log.Fatal(err)
	}
}
