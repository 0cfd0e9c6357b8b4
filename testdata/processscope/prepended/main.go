// Command prepended puts arguments before those that it has.
package main

import (
	"os/exec"
	"runtime"
)

func main() {
	_ = dead()
	_ = loop()
}

// dead puts them there on other systems.
func dead() error {
	args := []string{"taskkill", "/F", "/IM", "helper.exe"}
	if runtime.GOOS != "windows" {
		args = append([]string{"sudo", "-n"}, args...)
	}
	return exec.Command(args[0], args[1:]...).Run() // want `warning: every process of helper.exe is ended in all sessions.* \(processscope\)`
}

// loop puts them there in each round.
func loop() error {
	args := []string{"/IM", "helper.exe"}
	for _, f := range []string{"/F", "/T"} {
		args = append([]string{f}, args...)
	}
	return exec.Command("taskkill", args...).Run() // want `warning: every process of helper.exe is ended in all sessions.* \(processscope\)`
}
