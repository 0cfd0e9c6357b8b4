// Command unknown is a tool of which nobody knows who runs it: what it does to the host is worth a note, unless it asks the
// person in front of it.
package main

import (
	"log"
	"os"
	"os/exec"
	"os/user"

	"golang.org/x/sys/windows"
)

func main() {
	if len(os.Args) > 1 {
		ask()
		register()
		return
	}
	if err := windows.ExitWindowsEx(windows.EWX_SHUTDOWN, 0); err != nil { // want `note: windows.ExitWindowsEx ends .* \(hostwide\)`
		log.Fatal(err)
	}
	stop()
}

// ask talks to a person, who is one of several.
func ask() {
	text, caption := windows.StringToUTF16Ptr("Restart now?"), windows.StringToUTF16Ptr("Setup")
	if answer, _ := windows.MessageBox(0, text, caption, windows.MB_YESNO); answer == 6 {
		func() {
			_ = windows.ExitWindowsEx(windows.EWX_REBOOT, 0) // want `warning: windows.ExitWindowsEx ends .* \(hostwide\)`
		}()
	}
}

func register() {
	u, err := user.Current()
	if err != nil {
		log.Fatal(err)
	}
	_ = exec.Command("schtasks", "/Create", "/TN", "Sync", "/RU", u.Username, "/SC", "ONLOGON", "/TR", "sync.exe").Run() // want `warning: schtasks /create registers the task "Sync" for one user.* \(hostwide\)`
}

func stop() {
	_ = exec.Command("net", "stop", "spooler").Run() // want `note: net stop stops a service .* \(hostwide\)`
}

// uninstall stops what it removes.
func uninstall() {
	_ = exec.Command("net", "stop", "agent").Run()
	_ = exec.Command("sc", "delete", "agent").Run()
}

func init() {
	if len(os.Args) > 2 {
		uninstall()
	}
}
