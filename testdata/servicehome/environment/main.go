// Command environment is a service that puts the account's variables back as they were, and into texts that ask for them.
package main

import (
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows/svc"
)

const homeVariable = "HOME"

type agent struct{ dirs []string }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	if err := start(exec.Command("agent-helper.exe"), `C:\ProgramData\Agent`); err != nil {
		log.Print(err)
	}
	moved()
	a.dirs = append(a.dirs, expand(os.Args[1]), own("%homedrive%"), below())
	<-requests
	return false, 0
}

// start gives a program another home directory.
func start(cmd *exec.Cmd, home string) error {
	before := os.Getenv(homeVariable)
	if err := os.Setenv(homeVariable, home); err != nil {
		return err
	}
	defer os.Setenv(homeVariable, before)
	return cmd.Start()
}

// moved takes one for the other.
func moved() {
	_ = os.Setenv("HOME", os.Getenv("USERPROFILE")) // want `warning: %USERPROFILE% in a service.* \(servicehome\)`
}

// expand puts in what a path from somewhere else asks for.
func expand(path string) string {
	path = strings.ReplaceAll(path, "%APPDATA%", os.Getenv("APPDATA"))
	path = strings.Replace(path, "${USERPROFILE}", os.Getenv("USERPROFILE"), -1)
	home := os.Getenv("HOME")
	return strings.ReplaceAll(path, "$HOME", home)
}

// own is told by the program itself.
func own(path string) string {
	return strings.Replace(path, "%homedrive%", os.Getenv("HOMEDRIVE"), 1) // want `warning: %HOMEDRIVE% in a service.* \(servicehome\)`
}

// below replaces another thing.
func below() string {
	return filepath.Join(strings.ReplaceAll("ROOT/agent", "ROOT", os.Getenv("APPDATA"))) // want `warning: %APPDATA% in a service.* \(servicehome\)`
}

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
