// The library accepts the controls, and keeps session changes to itself.
package main

import (
	"log"
	"os/exec"
	"syscall"
	"unsafe"

	"github.com/kardianos/service"
	"golang.org/x/sys/windows"
)

type program struct{}

func (p *program) Start(service.Service) error {
	go p.run()
	return nil
}

func (p *program) Stop(service.Service) error { return nil }

func (p *program) run() {
	var list *windows.WTS_SESSION_INFO
	var n uint32
	if err := windows.WTSEnumerateSessions(0, 0, 1, &list, &n); err != nil {
		return
	}
	defer windows.WTSFreeMemory(uintptr(unsafe.Pointer(list)))
	for _, s := range unsafe.Slice(list, n) {
		if s.State == windows.WTSActive {
			var token windows.Token
			if err := windows.WTSQueryUserToken(s.SessionID, &token); err != nil { // want `warning: the service starts a helper in a session .* service.Service.Run accepts the controls and cannot pass session changes on.* \(sessionchange\)`
				continue
			}
			cmd := exec.Command("helper.exe")
			cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
			cmd.Start()
			token.Close()
		}
	}
}

func main() {
	s, err := service.New(&program{}, &service.Config{Name: "agent"})
	if err != nil {
		log.Fatal(err)
	}
	if err := s.Run(); err != nil {
		log.Fatal(err)
	}
}
