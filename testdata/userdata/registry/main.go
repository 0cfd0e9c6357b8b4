// Command registry is a tray program that keeps settings in the registry.
package main

import (
	"log"
	"os/exec"

	"fyne.io/systray"
	"golang.org/x/sys/windows/registry"
)

const key = `SOFTWARE\Example\Tray`

func ready() {
	item := systray.AddMenuItem("Save", "")
	go func() {
		for range item.ClickedCh {
			save()
			look()
			autostart()
			owned()
		}
	}()
}

func save() {
	k, _, err := registry.CreateKey(registry.LOCAL_MACHINE, key, registry.SET_VALUE) // want `warning: a program in a user's session writes below HKEY_LOCAL_MACHINE, .* \(userdata\)`
	if err != nil {
		log.Print(err)
		return
	}
	defer k.Close()
	if err := k.SetStringValue("Theme", "dark"); err != nil {
		log.Print(err)
	}
	if err := registry.DeleteKey(registry.LOCAL_MACHINE, key+`\Old`); err != nil { // want `warning: a program in a user's session writes .* \(userdata\)`
		log.Print(err)
	}
}

// look opens with all rights, as many do, and only reads.
func look() {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, key, registry.ALL_ACCESS)
	if err != nil {
		return
	}
	defer k.Close()
	if v, _, err := k.GetStringValue("Theme"); err == nil {
		log.Print(v)
	}
}

func autostart() {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, `SOFTWARE\Microsoft\Windows\CurrentVersion\Run`, registry.SET_VALUE) // want `warning: a program in a user's session writes .* \(userdata\)`
	if err != nil {
		return
	}
	defer k.Close()
	if err := k.SetStringValue("Tray", "tray.exe"); err != nil {
		log.Print(err)
	}
	if err := exec.Command("reg", "add", `HKLM\Software\Example`, "/v", "A", "/f").Run(); err != nil { // want `warning: a program in a user's session writes .* \(userdata\)`
		log.Print(err)
	}
}

// owned changes what belongs to Windows.
func owned() {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, `SYSTEM\CurrentControlSet\Control\Terminal Server`, registry.SET_VALUE)
	if err != nil {
		return
	}
	defer k.Close()
	if err := k.SetDWordValue("fDenyTSConnections", 0); err != nil {
		log.Print(err)
	}
	if _, _, err := registry.CreateKey(registry.LOCAL_MACHINE, `SOFTWARE\WOW6432Node\Microsoft\Windows NT\CurrentVersion\Example`, registry.WRITE); err != nil {
		log.Print(err)
	}
	own, _, err := registry.CreateKey(registry.CURRENT_USER, key, registry.SET_VALUE)
	if err != nil {
		return
	}
	defer own.Close()
}

func main() { systray.Run(ready, nil) }
