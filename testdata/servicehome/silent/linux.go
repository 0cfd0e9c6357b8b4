package main

import (
	"os"
	"runtime"
)

// linux asks for the home directory of other systems.
func (a *agent) linux() {
	if runtime.GOOS == "linux" && len(a.dirs) > 0 {
		home, _ := os.UserHomeDir()
		a.dirs = append(a.dirs, home)
	}
	if runtime.GOOS != "windows" {
		a.dirs = append(a.dirs, os.Getenv("HOME"))
	}
}
