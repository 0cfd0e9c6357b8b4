// Command session is the tray program of each user, and does to the host what only its own session should meet.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/getlantern/systray"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/mgr"
)

var (
	kernel32         = windows.NewLazySystemDLL("kernel32.dll")
	advapi32         = windows.NewLazySystemDLL("advapi32.dll")
	setSystemTime    = kernel32.NewProc("SetSystemTime")
	setComputerName  = kernel32.NewProc("SetComputerNameW")
	initiateShutdown = advapi32.NewProc("InitiateSystemShutdownExW")
)

func main() { systray.Run(ready, func() {}) }

func ready() {
	restart()
	commands()
	clock(time.Now())
	environment(os.Args[1])
	hosts()
	services()
	names("PC-1")
}

func restart() {
	_ = windows.ExitWindowsEx(windows.EWX_REBOOT|windows.EWX_FORCE, 0) // want `warning: windows.ExitWindowsEx ends the sessions of all users of the host.* \(hostwide\)`
	flags := uint32(windows.EWX_LOGOFF)
	if time.Now().Hour() > 20 {
		flags |= windows.EWX_POWEROFF
	}
	_ = windows.ExitWindowsEx(flags, 0)                // want `warning: windows.ExitWindowsEx ends .* \(hostwide\)`
	_, _, _ = initiateShutdown.Call(0, 0, 30, 1, 1, 0) // want `warning: InitiateSystemShutdownEx ends .* \(hostwide\)`
}

func commands() {
	run := func(c *exec.Cmd) { fmt.Println(c.Run()) }
	run(exec.Command("shutdown", "/r", "/t", "0"))                                                                                     // want `warning: shutdown /r ends .* \(hostwide\)`
	run(exec.Command("shutdown.exe", "-s", "-t", fmt.Sprint(30)))                                                                      // want `warning: shutdown /s ends .* \(hostwide\)`
	run(exec.Command("cmd", "/c", "shutdown /s /t 0"))                                                                                 // want `warning: shutdown /s ends .* \(hostwide\)`
	run(exec.Command("powershell", "-NoProfile", "-Command", "Restart-Computer -Force"))                                               // want `warning: powershell Restart-Computer ends .* \(hostwide\)`
	run(exec.Command("powershell", "-Command", "Stop-Computer"))                                                                       // want `warning: powershell Stop-Computer ends .* \(hostwide\)`
	run(exec.Command("shutdown", "/h"))                                                                                                // want `warning: shutdown /h suspends the host .* \(hostwide\)`
	run(exec.Command("rundll32.exe", "powrprof.dll,SetSuspendState", "0,1,0"))                                                         // want `warning: rundll32 powrprof.dll,SetSuspendState suspends .* \(hostwide\)`
	run(exec.Command("setx", "APP_HOME", `C:\App`, "/M"))                                                                              // want `warning: setx /m changes the environment of all users .* \(hostwide\)`
	run(exec.Command("netsh", "winhttp", "set", "proxy", "10.0.0.1:8080"))                                                             // want `warning: netsh winhttp set proxy sets the proxy of all users .* \(hostwide\)`
	run(exec.Command("tzutil", "/s", "UTC"))                                                                                           // want `warning: tzutil /s sets the clock .* \(hostwide\)`
	run(exec.Command("net", "stop", "spooler"))                                                                                        // want `warning: net stop stops a service .* \(hostwide\)`
	run(exec.Command("powershell", "-Command", "Restart-Service -Name 'Spooler' -Force"))                                              // want `warning: powershell Restart-Service stops a service .* \(hostwide\)`
	run(exec.Command("reg", "add", `HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment`, "/v", "APP", "/d", "1", "/f")) // want `warning: reg add HKLM changes the environment .* \(hostwide\)`
}

func clock(t time.Time) {
	_ = exec.Command("cmd", "/c", "time", t.Format("15:04:05")).Run() // want `warning: cmd /c time sets the clock of the host.* \(hostwide\)`
	_ = exec.Command("cmd.exe", "/C", "date 2030-01-01").Run()        // want `warning: cmd /c date sets the clock of the host.* \(hostwide\)`
	st := [8]uint16{uint16(t.Year()), uint16(t.Month())}
	_, _, _ = setSystemTime.Call(address(&st)) // want `warning: SetSystemTime sets the clock of the host.* \(hostwide\)`
}

func environment(value string) {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Control\Session Manager\Environment`, registry.SET_VALUE) // want `warning: HKEY_LOCAL_MACHINE.*Environment changes the environment .* \(hostwide\)`
	if err != nil {
		return
	}
	defer k.Close()
	_ = k.SetStringValue("APP_HOME", value)
}

func hosts() {
	path := filepath.Join(os.Getenv("SystemRoot"), "System32", "drivers", "etc", "hosts")
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o644) // want `warning: .*hosts is the hosts file of the whole host.* \(hostwide\)`
	if err != nil {
		return
	}
	defer f.Close()
	_ = os.WriteFile(`C:\Windows\System32\drivers\etc\hosts`, nil, 0o644) // want `warning: .*hosts is the hosts file .* \(hostwide\)`
	_ = os.Rename("hosts.new", path)                                      // want `warning: .*hosts is the hosts file .* \(hostwide\)`
}

func services() {
	m, err := mgr.Connect()
	if err != nil {
		return
	}
	defer m.Disconnect()
	s, err := m.OpenService("spooler")
	if err != nil {
		return
	}
	defer s.Close()
	_, _ = s.Control(svc.Stop) // want `warning: mgr.Service.Control stops a service .* \(hostwide\)`
	_, _ = s.Control(svc.Interrogate)
	_ = s.Start()
}

func names(name string) {
	p, err := windows.UTF16PtrFromString(name)
	if err == nil {
		_, _, _ = setComputerName.Call(pointer(p)) // want `warning: SetComputerName renames the host .* \(hostwide\)`
	}
}
