// Command lookedup starts shells for users who are asked for by name, as a service.
package main

import (
	"log"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"

	"golang.org/x/sys/windows/svc"
)

type shells struct{}

func (s *shells) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	if err := s.start(args[len(args)-1]); err != nil {
		log.Print(err)
	}
	if err := keep(); err != nil {
		log.Print(err)
	}
	<-requests
	return false, 0
}

type answer struct {
	user    *user.User
	allowed bool
}

// resolve finds the user who is asked for, or the service's own account where nobody is.
func (s *shells) resolve(name string) (answer, error) {
	if name == "" {
		u, err := user.Current()
		if err != nil {
			return answer{}, err
		}
		if u.Gid == "" {
			return answer{}, &refusedError{Username: u.Username}
		}
		return answer{user: u, allowed: true}, nil
	}
	u, err := lookup(name)
	return answer{user: u, allowed: err == nil}, err
}

type refusedError struct{ Username string }

func (e *refusedError) Error() string { return e.Username + " is refused" }

func lookup(name string) (*user.User, error) { return user.Lookup(name) }

func (s *shells) start(name string) error {
	a, err := s.resolve(name)
	if err != nil {
		return err
	}
	cmd := exec.Command("shell.exe")
	cmd.Dir = a.user.HomeDir
	return cmd.Start()
}

// keep is the service's own.
func keep() error {
	u, err := user.Current() // want `warning: .*home directory.* \(servicehome\)`
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(u.HomeDir, "shells.json"), nil, 0o600)
}

func main() {
	if err := svc.Run("Shells", &shells{}); err != nil {
		log.Fatal(err)
	}
}
