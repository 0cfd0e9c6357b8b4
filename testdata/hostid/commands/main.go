// Command commands asks programs of Windows for marks of the machine.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"log"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"

	"rdslint.example/testdata/hostid/commands/hidden"
)

func main() {
	log.Print(deviceID(), hwid(), clientID(), peerID(), userID(), accountID(), instanceID())
}

// Each system has a command of its own.
func deviceID() string {
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		cmd = exec.Command("wmic", "csproduct", "get", "UUID")
	case "darwin":
		cmd = exec.Command("ioreg", "-d2")
	default:
		cmd = exec.Command("cat", "/etc/machine-id")
	}
	out, err := cmd.Output() // want `warning: the machine's id .* \("deviceID"\).* \(hostid\)`
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// The computer's name stands in where the command fails.
func hwid() string {
	cmd := exec.Command("wmic", "csproduct", "get", "uuid")
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	out, err := cmd.Output() // want `warning: a digest of the machine's id .* \("hwid"\).* \(hostid\)`
	id := ""
	if err == nil {
		for _, line := range strings.Split(string(out), "\n") {
			line = strings.TrimSpace(line)
			if line != "" && line != "UUID" {
				id = line
				break
			}
		}
	}
	if id == "" {
		id, _ = os.Hostname()
	}
	sum := sha256.Sum256([]byte(id + "salt"))
	return hex.EncodeToString(sum[:])
}

func clientID() string {
	out, err := hidden.Window(exec.Command("wmic", "diskdrive", "get", "Model,SerialNumber")).Output() // want `warning: a serial number of the machine .* \("clientID"\).* \(hostid\)`
	if err != nil {
		return ""
	}
	return string(out)
}

func peerID() string {
	cmd := hide(exec.Command("powershell", "-NoProfile", "-Command", "(gwmi -Query 'select SerialNumber from Win32_BIOS').SerialNumber"))
	out, _ := cmd.Output() // want `warning: a serial number of the machine .* \("peerID"\).* \(hostid\)`
	return string(out)
}

func accountID() string {
	list := []string{"csproduct", "get", "uuid"}
	out, err := run("wmic", list...) // want `warning: the machine's id .* \("accountID"\).* \(hostid\)`
	if err != nil {
		return ""
	}
	return out
}

func instanceID() string {
	return capture([]string{"wmic", "baseboard", "get", "serialnumber"}) // want `warning: a serial number of the machine .* \("instanceID"\).* \(hostid\)`
}

func run(name string, args ...string) (string, error) {
	out, err := exec.Command(name, args...).Output()
	return string(out), err
}

func capture(command []string) string {
	out, _ := exec.Command(command[0], command[1:]...).Output()
	return string(out)
}

// What a command prints that another one stands for is not known.
func userID() string {
	out, _ := other(exec.Command("wmic", "bios", "get", "serialnumber"), exec.Command("whoami")).Output()
	return string(out)
}

func hide(cmd *exec.Cmd) *exec.Cmd {
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	return cmd
}

func other(cmd, instead *exec.Cmd) *exec.Cmd {
	if len(os.Args) > 1 {
		return cmd
	}
	return instead
}
