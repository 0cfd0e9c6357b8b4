// Command goos restarts other systems than Windows, and Windows at one place.
package main

import (
	"os"
	"os/exec"
	"runtime"
)

func main() {
	if len(os.Args) > 1 {
		other()
	}
	var cmd *exec.Cmd
	switch osType := runtime.GOOS; osType {
	case "windows":
		cmd = exec.Command("shutdown", "/s", "/t", "60") // want `note: shutdown /s ends .* \(hostwide\)`
	case "linux", "darwin":
		cmd = exec.Command("shutdown", "-h", "now")
	default:
		cmd = exec.Command("shutdown", "-r", "now")
	}
	_ = cmd.Run()
	args := []string{"/Create", "/F"}
	args = append(args, "/TN", "Sample")
	_ = exec.Command("schtasks", args...).Run() // want `note: schtasks /create registers the task "Sample" .* \(hostwide\)`
}

func other() {
	if runtime.GOOS != "windows" {
		_ = exec.Command("shutdown", "-r", "now").Run()
		return
	}
	if runtime.GOOS == "linux" {
		_ = exec.Command("shutdown", "-s", "now").Run()
	}
}
