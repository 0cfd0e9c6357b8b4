// Command fallback is a service that has other places besides ProgramData.
package main

import (
	"log"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows/svc"
)

type agent struct{ dirs []string }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	a.dirs = append(candidates(), data(), found(), settings(), logs(), policy())
	<-requests
	return false, 0
}

func data() string {
	dir := os.Getenv("ProgramData")
	if dir == "" {
		dir = os.Getenv("APPDATA")
	}
	return dir
}

func found() string {
	dir := filepath.Join(os.Getenv("ProgramData"), "Agent")
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, "Agent")
}

func candidates() []string {
	return []string{filepath.Join(os.Getenv("ProgramData"), "Agent"), filepath.Join(os.Getenv("USERPROFILE"), "Agent")}
}

// settings looks at the account's folder first.
func settings() string {
	dir := os.Getenv("USERPROFILE") // want `warning: %USERPROFILE% in a service.* \(servicehome\)`
	if dir == "" {
		dir = os.Getenv("HOME") // the same mistake: one place, one finding
	}
	if _, err := os.Stat(dir); err != nil {
		dir = os.Getenv("ProgramData")
	}
	return dir
}

// policy prefers the machine's directory, in the daemon.
func policy() string {
	if len(os.Args) == 1 {
		dir := filepath.Join(os.Getenv("ProgramData"), "Agent")
		if writable(dir) {
			return dir
		}
	}
	return filepath.Join(os.Getenv("LOCALAPPDATA"), "Agent")
}

func writable(dir string) bool { return os.MkdirAll(dir, 0o700) == nil }

// logs looks at an own setting first, and then at the account's folder.
func logs() string {
	dir := os.Getenv("AGENT_LOGS")
	if dir == "" {
		dir, _ = os.UserCacheDir() // want `warning: os.UserCacheDir in a service.* \(servicehome\)`
	}
	return dir
}

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
