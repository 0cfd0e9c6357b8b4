// Package hidden keeps windows from showing up.
package hidden

import (
	"os/exec"
	"syscall"
)

// Window has a command run without a window.
func Window(cmd *exec.Cmd) *exec.Cmd {
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	return cmd
}
