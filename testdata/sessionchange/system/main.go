// The service is made by the system that was chosen, not by the package.
package main

import (
	"log"
	"time"

	"github.com/kardianos/service"
	"golang.org/x/sys/windows"
)

type program struct{}

func (p *program) Start(service.Service) error {
	go p.watch()
	return nil
}

func (p *program) Stop(service.Service) error { return nil }

func (p *program) watch() {
	for {
		if err := launch(`C:\Program Files\Agent\agent.exe`); err != nil {
			time.Sleep(30 * time.Second)
		}
	}
}

// launch waits for the end of the agent that it starts.
func launch(path string) error {
	session := windows.WTSGetActiveConsoleSessionId() // want `warning: the session of the physical console.* \(sessionid\)`
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil { // want `warning: the service starts a helper in a session .* service.Service.Run accepts the controls and cannot pass session changes on.* \(sessionchange\)`
		return err
	}
	defer token.Close()
	var env *uint16
	if err := windows.CreateEnvironmentBlock(&env, token, false); err != nil {
		return err
	}
	defer windows.DestroyEnvironmentBlock(env)
	line, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	var info windows.ProcessInformation
	if err := windows.CreateProcessAsUser(token, nil, line, nil, nil, false, windows.CREATE_UNICODE_ENVIRONMENT, env, nil, &windows.StartupInfo{}, &info); err != nil {
		return err
	}
	defer windows.CloseHandle(info.Process)
	defer windows.CloseHandle(info.Thread)
	_, err = windows.WaitForSingleObject(info.Process, windows.INFINITE)
	return err
}

func main() {
	s, err := service.ChosenSystem().New(&program{}, &service.Config{Name: "agent"})
	if err != nil {
		log.Fatal(err)
	}
	if err := s.Run(); err != nil {
		log.Fatal(err)
	}
}
