// Package library has helpers of which nobody knows where they run.
package library

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows/registry"
)

// Settings may be a user's.
func Settings() (string, error) {
	if k, err := registry.OpenKey(registry.CURRENT_USER, `Software\Agent`, registry.READ); err == nil {
		k.Close()
	}
	return os.UserConfigDir()
}

// Run starts a program for a user, with its own environment: that is wrong wherever it runs.
func Run(token syscall.Token, name string) error {
	cmd := exec.Command(name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: token}
	cmd.Env = append(os.Environ(), "AGENT=1") // want `warning: the process runs with a user's token but with the environment.* \(servicehome\)`
	return cmd.Run()
}
