// Command silent ends, sets and stops nothing but what is its own user's.
package main

import (
	"os"
	"os/exec"

	"github.com/getlantern/systray"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// A DateEdit is a control; its time is not the machine's.
type DateEdit struct{ set [8]uint16 }

func (d *DateEdit) setSystemTime(t [8]uint16) { d.set = t }

var (
	initiate = windows.NewLazySystemDLL("advapi32.dll").NewProc("InitiateSystemShutdownW")
	scheme   = windows.NewLazySystemDLL("powrprof.dll").NewProc("PowerSetActiveScheme")
	proxy    = windows.NewLazySystemDLL("wininet.dll").NewProc("InternetSetOptionW")
	plan     windows.GUID
)

func main() { systray.Run(ready, nil) }

func ready() {
	_ = windows.ExitWindowsEx(windows.EWX_LOGOFF, 0)
	_ = windows.ExitWindowsEx(windows.EWX_FORCE, 0)
	_ = exec.Command("shutdown", "/l").Run()
	_ = exec.Command("shutdown", "/a").Run()
	_ = exec.Command("shutdown", "/r", "/m", `\\lab-7`).Run()
	_ = exec.Command("powershell", "-Command", "Restart-Computer -ComputerName lab-7").Run()
	server, err := windows.UTF16PtrFromString(`\\lab-7`)
	if err == nil {
		_, _, _ = initiate.Call(pointer(server), 0, 0, 1, 1)
	}
	_ = exec.Command("cmd", "/c", "time", "/t").Run()
	_ = exec.Command("cmd", "/c", "date /t").Run()
	_ = exec.Command("cmd", "/c", "date").Run()
	_ = exec.Command("date", "-s", "10:00").Run()
	_ = exec.Command("setx", "APP_HOME", `C:\App`).Run()
	_ = exec.Command("net", "start", "spooler").Run()
	_ = exec.Command("net", "stop", os.Args[1]).Run()
	_, _, _ = scheme.Call(0, guid(&plan))
	_, _, _ = proxy.Call(0, 39, 0, 0)
	(&DateEdit{}).setSystemTime([8]uint16{2030})
	if k, err := registry.OpenKey(registry.CURRENT_USER, "Environment", registry.SET_VALUE); err == nil {
		_ = k.SetStringValue("APP_HOME", `C:\App`)
		k.Close()
	}
	if k, err := registry.OpenKey(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Control\Session Manager\Environment`, registry.QUERY_VALUE); err == nil {
		k.Close()
	}
	_, _ = os.ReadFile(`C:\Windows\System32\drivers\etc\hosts`)
	_ = os.WriteFile("hosts", nil, 0o644)
}
