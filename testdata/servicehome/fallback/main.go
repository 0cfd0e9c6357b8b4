// Command fallback is a service that has other places besides ProgramData.
package main

import (
	"log"
	"os"
	"os/user"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows/svc"
)

type agent struct{ dirs []string }

func (a *agent) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	a.dirs = append(candidates(), data(), found(), settings(), logs(), policy())
	a.dirs = append(a.dirs, appended()...)
	a.dirs = append(a.dirs, expand(os.Args[1]), expandPart(os.Args[2]), cache("~/cache"), cache(os.Args[3]))
	a.dirs = append(a.dirs, resolve(os.Args[4]), under(os.Args[5]))
	a.dirs = append(a.dirs, exports()...)
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

// appended is a list in which the machine's directory comes first.
func appended() []string {
	paths := make([]string, 0, 3)
	if dir := strings.TrimSpace(os.Getenv("ProgramData")); dir != "" {
		paths = append(paths, filepath.Join(dir, "Agent"))
	}
	if dir := strings.TrimSpace(os.Getenv("LOCALAPPDATA")); dir != "" {
		paths = append(paths, filepath.Join(dir, "Agent"))
	}
	if home, err := os.UserHomeDir(); err == nil {
		paths = append(paths, filepath.Join(home, ".agent"))
	}
	return paths
}

// exports is one in which it does not.
func exports() []string {
	var paths []string
	if dir := os.Getenv("LOCALAPPDATA"); dir != "" { // want `warning: %LOCALAPPDATA% in a service.* \(servicehome\)`
		paths = append(paths, filepath.Join(dir, "Exports"))
	}
	return append(paths, filepath.Join(os.Getenv("ProgramData"), "Exports"))
}

// expand looks for the home directory where whoever set the path asks for it.
func expand(path string) string {
	if !strings.HasPrefix(path, "~") {
		return path
	}
	u, err := user.Current()
	if err != nil {
		return path
	}
	return filepath.Join(u.HomeDir, path[1:])
}

// resolve leaves the question to a function that nobody else asks.
func resolve(path string) string {
	if !strings.HasPrefix(path, "~") {
		return path
	}
	return filepath.Join(homeDir(), path[1:])
}

func homeDir() string {
	if dir := os.Getenv("USERPROFILE"); dir != "" {
		return dir
	}
	return filepath.Join(os.Getenv("HOMEDRIVE"), os.Getenv("HOMEPATH"))
}

// under asks for a path that begins with the sign, and for any other.
func under(path string) string {
	if strings.HasPrefix(path, "~") {
		path = path[1:]
	}
	if strings.HasPrefix(path, "~") {
		return profile()
	}
	return filepath.Join(profile(), path)
}

func profile() string { return os.Getenv("USERPROFILE") } // want `warning: %USERPROFILE% in a service.* \(servicehome\)`

func expandPart(path string) string {
	parts := strings.Split(path, "/")
	if len(parts[0]) > 0 && parts[0][0] == '~' {
		home, err := os.UserHomeDir()
		if err != nil {
			return path
		}
		parts[0] = home
	}
	return filepath.Join(parts...)
}

// cache is told the home directory by the program itself.
func cache(path string) string {
	if path == "" || path[0] != '~' {
		return path
	}
	home, err := os.UserHomeDir() // want `warning: os.UserHomeDir in a service.* \(servicehome\)`
	if err != nil {
		return path
	}
	return filepath.Join(home, path[1:])
}

func main() {
	if err := svc.Run("agent", &agent{}); err != nil {
		log.Fatal(err)
	}
}
