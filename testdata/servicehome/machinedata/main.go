// Command machinedata is a service that keeps the machine's data in its own profile.
package main

import (
	"log"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc"
)

type agent struct{ dirs []string }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	a.dirs = append(a.dirs, filepath.Join(os.Getenv("APPDATA"), "Agent")) // want `warning: %APPDATA% in a service.* \(servicehome\)`
	a.dirs = append(a.dirs, os.ExpandEnv("${LOCALAPPDATA}/Agent"))        // want `warning: %LOCALAPPDATA% in a service.* \(servicehome\)`
	if dir, err := registry.ExpandString(`%AppData%\Agent`); err == nil { // want `warning: %AppData% in a service.* \(servicehome\)`
		a.dirs = append(a.dirs, dir)
	}
	if dir, err := windows.KnownFolderPath(windows.FOLDERID_RoamingAppData, 0); err == nil { // want `warning: FOLDERID_RoamingAppData in a service.* \(servicehome\)`
		a.dirs = append(a.dirs, dir)
	}
	a.dirs = append(a.dirs, variable("LOCALAPPDATA")) // want `warning: %LOCALAPPDATA% in a service.* \(servicehome\)`
	<-requests
	return false, 0
}

func variable(name string) string { return os.Getenv(name) }

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
