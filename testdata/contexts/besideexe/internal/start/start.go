// Package start starts the programs beside the service's.
package start

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/windows"
)

const worker = "yard"

func beside(name string) string { return filepath.Join(filepath.Dir(os.Args[0]), name) }

// Worker starts the worker beside the service.
func Worker() error {
	return exec.Command(beside(worker)+".exe", os.Args[1:]...).Run()
}

// Tray starts the tray icon with a user's token.
func Tray(session uint32) error {
	var token windows.Token
	if err := windows.WTSQueryUserToken(session, &token); err != nil {
		return err
	}
	defer token.Close()
	cmd := exec.Command(beside("Yard-Tray.exe"), "-icon")
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	return cmd.Start()
}
