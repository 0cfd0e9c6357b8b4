// Command installing installs a service and itself.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc/mgr"
)

func main() {
	if len(os.Args) < 2 {
		log.Fatal("which command?")
	}
	switch os.Args[1] {
	case "install":
		if err := install(); err != nil {
			log.Fatal(err)
		}
		note()
	case "autostart":
		if err := autostart(); err != nil {
			log.Fatal(err)
		}
	}
}

func install() error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	m, err := mgr.Connect()
	if err != nil {
		return err
	}
	defer m.Disconnect()
	s, err := m.CreateService("installing", exe, mgr.Config{})
	if err != nil {
		return err
	}
	defer s.Close()
	// The settings lie beside the program, as installed.
	if err := os.WriteFile(filepath.Join(filepath.Dir(exe), "settings.json"), nil, 0o644); err != nil {
		return err
	}
	k, _, err := registry.CreateKey(registry.LOCAL_MACHINE, `SOFTWARE\Example\Installing`, registry.SET_VALUE)
	if err != nil {
		return err
	}
	defer k.Close()
	run, _, err := registry.CreateKey(registry.CURRENT_USER, `SOFTWARE\Microsoft\Windows\CurrentVersion\Run`, registry.SET_VALUE) // want `warning: what installs the program for the whole machine writes below HKEY_CURRENT_USER: .* \(userdata\)`
	if err != nil {
		return err
	}
	defer run.Close()
	return run.SetStringValue("Installing", fmt.Sprintf("%q tray", exe))
}

// note is run by the installation as well.
func note() {
	if err := os.WriteFile(`C:\Program Files\Installing\installed.txt`, nil, 0o644); err != nil {
		log.Print(err)
	}
}

// autostart is what a user asks for.
func autostart() error {
	k, _, err := registry.CreateKey(registry.CURRENT_USER, `SOFTWARE\Microsoft\Windows\CurrentVersion\Run`, registry.SET_VALUE)
	if err != nil {
		return err
	}
	defer k.Close()
	return k.SetStringValue("Installing", "tray")
}
