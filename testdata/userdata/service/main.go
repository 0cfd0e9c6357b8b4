// Command service keeps its own data, which are the machine's.
package main

import (
	"log"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (*agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	keep()
	<-requests
	return false, 0
}

func keep() {
	exe, err := os.Executable()
	if err != nil {
		return
	}
	for _, name := range []string{
		filepath.Join(filepath.Dir(exe), "service.log"),
		filepath.Join(os.Getenv("ProgramData"), "Service", "state.json"),
		`C:\Windows\Temp\service.tmp`,
	} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			log.Print(err)
		}
	}
	k, _, err := registry.CreateKey(registry.LOCAL_MACHINE, `SOFTWARE\Example\Service`, registry.SET_VALUE)
	if err != nil {
		return
	}
	k.Close()
}

func main() {
	if err := svc.Run("service", &agent{}); err != nil {
		log.Fatal(err)
	}
}
