// Package launch starts programs in a user's session.
package launch

import (
	"os/exec"
	"syscall"

	"rdslint.example/testdata/sessionid/binding/internal/wts"
)

// Start starts a program in the session at the console.
func Start(name string) error {
	session := wts.ActiveConsole() // want `warning: the session of the physical console .* \(sessionid\)`
	var token syscall.Token
	if err := wts.QueryUserToken(session, &token); err != nil {
		return err
	}
	cmd := exec.Command(name)
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: token}
	return cmd.Start()
}
