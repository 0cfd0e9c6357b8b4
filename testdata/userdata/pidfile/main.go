// Command pidfile is a tray program that a second one asks to end.
package main

import (
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/systray"
)

func path() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		log.Fatal(err)
	}
	return filepath.Join(dir, "pidfile", "tray.pid") // want `warning: the file in the profile holds the id of one process, .* \(userdata\)`
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "stop" {
		stop()
		return
	}
	systray.Run(func() {
		start()
		if err := os.WriteFile(path(), []byte(strconv.Itoa(os.Getpid())), 0o600); err != nil {
			log.Print(err)
		}
		crash := filepath.Join(os.TempDir(), "tray.pid")
		if err := os.WriteFile(crash, []byte(strconv.Itoa(os.Getpid())), 0o600); err != nil {
			log.Print(err)
		}
	}, nil)
}

var serverFile = filepath.Join(os.Getenv("LOCALAPPDATA"), "pidfile", "server.pid") // want `warning: the file in the profile holds the id of one process, .* \(userdata\)`

// start ends the server that an earlier icon started, and starts another.
func start() {
	if raw, err := os.ReadFile(serverFile); err == nil {
		if pid, err := strconv.Atoi(strings.TrimSpace(string(raw))); err == nil {
			end(pid)
		}
	}
	cmd := exec.Command("server.exe")
	if err := cmd.Start(); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(serverFile, []byte(strconv.Itoa(cmd.Process.Pid)), 0o600); err != nil {
		log.Print(err)
	}
}

func end(pid int) {
	if p, err := os.FindProcess(pid); err == nil {
		p.Kill()
	}
}

func stop() {
	raw, err := os.ReadFile(path())
	if err != nil {
		return
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		return
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return
	}
	if err := p.Kill(); err != nil {
		log.Print(err)
	}
}
