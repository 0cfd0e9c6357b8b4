// Command subcommands is a service with subcommands for the administrator.
package main

import (
	"log"
	"os"

	"github.com/kardianos/service"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/mgr"
)

type agent struct{}

func (agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	<-requests
	return false, 0
}

type program struct{}

func (program) Start(service.Service) error { return nil }
func (program) Stop(service.Service) error  { return nil }

func main() {
	inService, err := svc.IsWindowsService()
	if err != nil {
		log.Fatal(err)
	}
	if inService {
		if err := svc.Run("agent", agent{}); err != nil {
			log.Fatal(err)
		}
		return
	}
	switch os.Args[1] {
	case "stop":
		err = control("agent", svc.Stop)
	case "pause":
		err = control("agent", svc.Pause)
	case "restart":
		s, err := service.New(program{}, &service.Config{Name: "agent"})
		if err != nil {
			log.Fatal(err)
		}
		if service.Interactive() {
			_ = s.Restart()
		}
		_ = s.Stop()
	}
	if err != nil {
		log.Fatal(err)
	}
}

func control(name string, c svc.Cmd) error {
	m, err := mgr.Connect()
	if err != nil {
		return err
	}
	defer m.Disconnect()
	s, err := m.OpenService(name)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.Control(c)
	return err
}
