// Command tasks registers tasks: for the user under a name that all users share, and in ways that are right.
package main

import (
	"os"
	"os/exec"
	"os/user"

	"github.com/getlantern/systray"
	"golang.org/x/sys/windows/svc/mgr"
)

const taskName = "SampleSync"

func main() { systray.Run(ready, nil) }

func ready() {
	schtasks()
	scripts()
	services()
}

func schtasks() {
	exe, _ := os.Executable()
	_ = exec.Command("schtasks", "/Create", "/F", "/SC", "ONLOGON", "/TN", taskName, "/TR", exe).Run() // want `warning: schtasks /create registers the task "SampleSync" for one user.* \(hostwide\)`
	_ = exec.Command("cmd", "/c", "schtasks /create /tn \"Sample Sync\" /sc minute /tr "+exe).Run()    // want `warning: schtasks /create registers the task "Sample Sync" .* \(hostwide\)`
	_ = exec.Command("schtasks", "/Create", "/TN", taskName, "/XML", exe+".xml").Run()                 // want `note: schtasks /create registers .* \(hostwide\)`

	_ = exec.Command("schtasks", "/Create", "/TN", taskName, "/RU", "SYSTEM", "/TR", exe).Run()
	_ = exec.Command("schtasks", "/Create", "/TN", taskName, "/RU", `NT AUTHORITY\LOCAL SERVICE`, "/TR", exe).Run()
	_ = exec.Command("schtasks", "/Create", "/TN", taskName, "/SC", "ONSTART", "/TR", exe).Run()
	_ = exec.Command("schtasks", "/Create", "/TN", taskName+"-"+os.Getenv("USERNAME"), "/TR", exe).Run()
	if u, err := user.Current(); err == nil {
		_ = exec.Command("schtasks", "/Create", "/TN", taskName+"-"+u.Uid, "/TR", exe).Run()
	}
	_ = exec.Command("schtasks", "/Query", "/TN", taskName).Run()
	_ = exec.Command("schtasks", "/Delete", "/F", "/TN", taskName).Run()
}

func scripts() {
	powershell("Register-ScheduledTask -TaskName 'Sample Sync' -Action $a -Trigger (New-ScheduledTaskTrigger -AtLogOn)") // want `warning: powershell Register-ScheduledTask registers the task "Sample Sync" .* \(hostwide\)`
	powershell("Register-ScheduledTask", "-Xml", "'<Task/>'", "-TaskName", taskName)                                     // want `warning: powershell Register-ScheduledTask registers the task "SampleSync" .* \(hostwide\)`

	powershell("Register-ScheduledTask -TaskName Sample -User 'NT AUTHORITY\\SYSTEM' -Action $a")
	powershell("$p = New-ScheduledTaskPrincipal -GroupId 'BUILTIN\\Users'; Register-ScheduledTask -TaskName Sample -Principal $p -Action $a")
	powershell("Register-ScheduledTask -TaskName \"Sample-$env:USERNAME\" -Action $a")
	powershell("Unregister-ScheduledTask -TaskName Sample -Confirm:$false")
}

func powershell(args ...string) {
	args = append([]string{"-NoProfile", "-Command"}, args...)
	_ = exec.Command("powershell.exe", args...).Run()
}

func services() {
	u, err := user.Current()
	if err != nil {
		return
	}
	m, err := mgr.Connect()
	if err != nil {
		return
	}
	defer m.Disconnect()
	exe, _ := os.Executable()
	_, _ = m.CreateService("Sample", exe, mgr.Config{ServiceStartName: u.Username}) // want `warning: service "Sample" is registered for one user.* \(hostwide\)`
	_, _ = m.CreateService("Sample", exe, mgr.Config{DisplayName: "Sample"})
	_, _ = m.CreateService("Sample-"+u.Uid, exe, mgr.Config{ServiceStartName: u.Username})
}
