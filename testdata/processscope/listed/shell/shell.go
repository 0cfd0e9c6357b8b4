// Package shell runs commands.
package shell

import (
	"os/exec"
	"syscall"
)

// Run runs a program with its arguments.
func Run(command []string) error {
	return exec.Command(command[0], command[1:]...).Run()
}

// Hidden runs a program without a window.
func Hidden(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	return cmd.Run()
}
