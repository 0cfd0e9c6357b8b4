// Installers that register a service as interactive, which Windows has not honoured since services moved to session 0.
package main

import (
	"flag"
	"log"
	"os"

	"github.com/kardianos/service"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc/mgr"
)

var interactive = flag.Bool("interactive", false, "let the service interact with the desktop")

func install(path string) error {
	m, err := mgr.Connect()
	if err != nil {
		return err
	}
	defer m.Disconnect()
	s, err := m.CreateService("Depot", path, mgr.Config{ServiceType: windows.SERVICE_WIN32_OWN_PROCESS | windows.SERVICE_INTERACTIVE_PROCESS}) // want `error: .*SERVICE_INTERACTIVE_PROCESS.* \(serviceui\)`
	if err != nil {
		return err
	}
	return s.Close()
}

func installRaw(manager windows.Handle, path string) error {
	name := windows.StringToUTF16Ptr("Depot")
	binary := windows.StringToUTF16Ptr(path)
	h, err := windows.CreateService(manager, name, name, windows.SERVICE_ALL_ACCESS, windows.SERVICE_WIN32_OWN_PROCESS|windows.SERVICE_INTERACTIVE_PROCESS, windows.SERVICE_AUTO_START, windows.SERVICE_ERROR_NORMAL, binary, nil, nil, nil, nil, nil) // want `error: .*SERVICE_INTERACTIVE_PROCESS.* \(serviceui\)`
	if err != nil {
		return err
	}
	return windows.CloseServiceHandle(h)
}

func installAsTold(m *mgr.Mgr, path string) error {
	config := mgr.Config{ServiceType: windows.SERVICE_WIN32_OWN_PROCESS, StartType: mgr.StartAutomatic}
	if *interactive {
		config.ServiceType |= windows.SERVICE_INTERACTIVE_PROCESS // want `warning: .*SERVICE_INTERACTIVE_PROCESS.* \(serviceui\)`
	}
	s, err := m.CreateService("Depot", path, config)
	if err != nil {
		return err
	}
	return s.Close()
}

type program struct{}

func (program) Start(service.Service) error { return nil }
func (program) Stop(service.Service) error  { return nil }

func installPortable() error {
	s, err := service.New(program{}, &service.Config{Name: "Depot", Option: service.KeyValue{"Interactive": true}}) // want `error: .*([Ii]nteractive|INTERACTIVE).* \(serviceui\)`
	if err != nil {
		return err
	}
	return s.Install()
}

// Without the bit a service is what it should be.
func installQuiet(m *mgr.Mgr, path string) error {
	s, err := m.CreateService("Depot", path, mgr.Config{ServiceType: windows.SERVICE_WIN32_OWN_PROCESS, DisplayName: "Depot"})
	if err != nil {
		return err
	}
	return s.Close()
}

func main() {
	flag.Parse()
	path, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	m, err := mgr.Connect()
	if err != nil {
		log.Fatal(err)
	}
	for _, err := range []error{install(path), installRaw(m.Handle, path), installAsTold(m, path), installPortable(), installQuiet(m, path)} {
		if err != nil {
			log.Print(err)
		}
	}
}
