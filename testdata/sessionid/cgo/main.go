// The token is taken and the helper started in C.
package main

/*
#include <windows.h>

// GetLogonPid finds the shell of a session.
DWORD GetLogonPid(DWORD session)
{
    return 0; // CreateProcessAsUserW(is not called here)
}

BOOL Launch(LPWSTR cmd, DWORD pid)
{
    if (pid == 0) {
        return FALSE;
    }
    return CreateProcessAsUserW(NULL, NULL, cmd, NULL, NULL, FALSE, 0, NULL, NULL, NULL, NULL);
}

BOOL LaunchAtConsole(LPWSTR cmd)
{
    return Launch(cmd, GetLogonPid(WTSGetActiveConsoleSessionId()));
}
*/
import "C"

import (
	"log"

	"github.com/kardianos/service"
)

type program struct{}

func (p *program) Start(service.Service) error {
	go start("agent.exe")
	go startNow("agent.exe")
	return nil
}

func (p *program) Stop(service.Service) error { return nil }

func start(cmd string) {
	for {
		session := C.WTSGetActiveConsoleSessionId() // want `warning: the session of the physical console .* \(sessionid\)`
		if 0xFFFFFFFF == session {
			continue
		}
		pid := C.GetLogonPid(session)
		if 0 == pid {
			continue
		}
		if launch(cmd, pid) {
			return
		}
	}
}

func launch(cmd string, pid C.DWORD) bool {
	return C.Launch(wide(cmd), pid) != 0
}

func startNow(cmd string) {
	C.LaunchAtConsole(wide(cmd)) // want `warning: the session of the physical console .* \(sessionid\)`
}

func wide(cmd string) C.LPWSTR { return nil }

func main() {
	s, err := service.New(&program{}, &service.Config{Name: "agent"})
	if err != nil {
		log.Fatal(err)
	}
	if err := s.Run(); err != nil {
		log.Fatal(err)
	}
}
