// Command goos restarts other systems than Windows.
package main

import (
	"os/exec"
	"runtime"
)

func main() {
	if runtime.GOOS != "windows" {
		_ = exec.Command("shutdown", "-r", "now").Run()
		return
	}
	if runtime.GOOS == "linux" {
		_ = exec.Command("shutdown", "-s", "now").Run()
	}
}
