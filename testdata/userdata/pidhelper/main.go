// Command pidhelper keeps itself in the background, and knows itself again by a file that one function reads for all.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) < 2 {
		log.Fatal("start, stop or run")
	}
	switch os.Args[1] {
	case "start":
		start()
	case "stop":
		stop()
	case "run":
		report()
		select {}
	}
}

func pidPath() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		log.Fatal(err)
	}
	before := filepath.Join(dir, "pidhelp")
	if _, err := os.Stat(before); err == nil {
		return filepath.Join(before, "daemon.pid") // want `note: the file in the profile holds the id of one process, .* \(userdata\)`
	}
	return filepath.Join(dir, "pidhelper", "daemon.pid")
}

func start() {
	path := pidPath()
	if running(path) {
		log.Fatal("already running")
	}
	exe, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	p, err := os.StartProcess(exe, []string{exe, "run"}, &os.ProcAttr{})
	if err != nil {
		log.Fatal(err)
	}
	pid := p.Pid
	if err := os.WriteFile(path, []byte(strconv.Itoa(pid)), 0o600); err != nil {
		log.Print(err)
	}
}

func stop() {
	pid, err := readPID(pidPath())
	if err != nil {
		log.Fatal("not running")
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		log.Fatal(err)
	}
	if err := p.Kill(); err != nil {
		log.Fatal(err)
	}
}

func running(path string) bool {
	pid, err := readPID(path)
	return err == nil && alive(pid)
}

func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	return p.Release() == nil
}

// readPID finds nothing itself: who calls it does.
func readPID(path string) (int, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(raw)))
}

// report tells how long the program runs, in a file that people read.
func report() {
	dir, err := os.UserConfigDir()
	if err != nil {
		log.Fatal(err)
	}
	last := filepath.Join(dir, "pidhelper", "last.txt")
	if err := os.WriteFile(last, []byte(strconv.Itoa(os.Getpid())), 0o600); err != nil {
		log.Print(err)
	}
	fmt.Println(show(last))
}

func show(path string) string {
	raw, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(raw)
}
