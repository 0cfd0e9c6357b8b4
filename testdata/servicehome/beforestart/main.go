// Command beforestart prepares things in main before it runs as a service, unless it is told to install itself.
package main

import (
	"flag"
	"log"
	"os"

	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc"
)

var (
	install = flag.Bool("install", false, "install the service")
	data    = os.Getenv("AGENT_DATA")
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	<-requests
	return false, 0
}

func main() {
	flag.Parse()
	if !*install {
		if err := register(); err != nil {
			log.Print(err)
		}
	}
	if *install {
		installed()
		return
	}
	load()
	isService, err := svc.IsWindowsService()
	if err != nil {
		log.Fatal(err)
	}
	if !isService {
		interactive()
		return
	}
	done := make(chan error)
	go func() { done <- svc.Run("agent", agent{}) }()
	<-done
}

func register() error {
	k, _, err := registry.CreateKey(registry.CURRENT_USER, `Software\Agent`, registry.WRITE) // want `warning: HKEY_CURRENT_USER in a service.* \(servicehome\)`
	if err == nil {
		k.Close()
	}
	return err
}

// load runs in the service; the directory is its own unless a setting says otherwise.
func load() {
	if data == "" {
		data = defaultData()
	}
}

func defaultData() string {
	dir, _ := os.UserConfigDir() // want `warning: os.UserConfigDir in a service.* \(servicehome\)`
	return dir
}

func installed() { os.Mkdir(os.Getenv("APPDATA"), 0o700) }

func interactive() { os.Mkdir(os.Getenv("LOCALAPPDATA"), 0o700) }
