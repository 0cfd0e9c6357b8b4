// Package again starts the program again.
package again

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// Worker starts the worker beside the service.
func Worker() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return exec.Command(self, "worker").Start()
}

// Tray starts the tray icon with a user's token.
func Tray(session uint32) error {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		return err
	}
	defer token.Close()
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(self, "tray")
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	return cmd.Start()
}
