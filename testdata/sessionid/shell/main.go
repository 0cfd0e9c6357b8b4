// A service that takes the token of the first explorer.exe for the user's.
package main

import (
	"log"
	"os/exec"
	"strings"
	"syscall"
	"unsafe"

	"github.com/mitchellh/go-ps"
	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
)

type agent struct{}

func (agent) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop}
	start(tokenOf(find()))
	start(tokenOf(byName("explorer.exe"))) // want `warning: the session of the first explorer.exe is taken for the user's.* \(sessionid\)`
	start(tokenOf(byName("agent-tray.exe")))
	start(tokenOf(library()))
	each()
	for c := range requests {
		if c.Cmd == svc.Stop {
			break
		}
	}
	return false, 0
}

func find() uint32 {
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return 0
	}
	defer windows.CloseHandle(snapshot)
	var entry windows.ProcessEntry32
	entry.Size = uint32(unsafe.Sizeof(entry))
	for err := windows.Process32First(snapshot, &entry); err == nil; err = windows.Process32Next(snapshot, &entry) {
		name := windows.UTF16ToString(entry.ExeFile[:])
		if strings.EqualFold(name, "explorer.exe") { // want `warning: the session of the first explorer.exe .* \(sessionid\)`
			return entry.ProcessID
		}
	}
	return 0
}

func byName(program string) uint32 {
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return 0
	}
	defer windows.CloseHandle(snapshot)
	var entry windows.ProcessEntry32
	entry.Size = uint32(unsafe.Sizeof(entry))
	if err := windows.Process32First(snapshot, &entry); err != nil {
		return 0
	}
	for {
		if strings.ToLower(syscall.UTF16ToString(entry.ExeFile[:])) == strings.ToLower(program) {
			return entry.ProcessID
		}
		if err := windows.Process32Next(snapshot, &entry); err != nil {
			return 0
		}
	}
}

func library() uint32 {
	list, err := ps.Processes()
	if err != nil {
		return 0
	}
	for _, p := range list {
		if p.Executable() == "explorer.exe" { // want `warning: the session of the first explorer.exe .* \(sessionid\)`
			return uint32(p.Pid())
		}
	}
	return 0
}

// Every user's shell has its turn.
func each() {
	list, err := ps.Processes()
	if err != nil {
		return
	}
	for _, p := range list {
		if p.Executable() == "explorer.exe" {
			start(tokenOf(uint32(p.Pid())))
		}
	}
}

func tokenOf(pid uint32) windows.Token {
	process, err := windows.OpenProcess(windows.PROCESS_QUERY_INFORMATION, false, pid)
	if err != nil {
		return 0
	}
	defer windows.CloseHandle(process)
	var token, primary windows.Token
	if err := windows.OpenProcessToken(process, windows.TOKEN_DUPLICATE, &token); err != nil {
		return 0
	}
	if err := windows.DuplicateTokenEx(token, windows.MAXIMUM_ALLOWED, nil, windows.SecurityIdentification, windows.TokenPrimary, &primary); err != nil {
		return 0
	}
	return primary
}

func start(token windows.Token) {
	cmd := exec.Command("helper.exe")
	cmd.SysProcAttr = &syscall.SysProcAttr{Token: syscall.Token(token)}
	cmd.Start()
}

func main() {
	if err := svc.Run("agent", agent{}); err != nil {
		log.Fatal(err)
	}
}
