// Command idioms finds programs as many programs do.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

var errRunning = errors.New("runs already")

func main() {
	switch runtime.GOOS {
	case "windows":
		_ = exec.Command("taskkill", "/F", "/IM", "browser.exe").Run() // want `warning: every process of browser.exe .* \(processscope\)`
	default:
		_ = exec.Command("pkill", "browser").Run()
	}
	killByName("helper.exe")               // want `warning: every process of helper.exe .* \(processscope\)`
	if pid, ok := listed("game.exe"); ok { // want `warning: whether game.exe runs .* \(processscope\)`
		fmt.Println(pid)
		os.Exit(1)
	}
	if exec.Command("cmd", "/c", "tasklist | findstr /i helper.exe").Run() == nil { // want `warning: whether helper.exe runs .* \(processscope\)`
		os.Exit(1)
	}
	if err := once(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	if inServices() || alive(17) {
		fmt.Println("there")
	}
	for _, name := range programs() {
		if name == "guard.exe" { // want `warning: whether guard.exe runs .* \(processscope\)`
			fmt.Println("stop the guard first")
			os.Exit(1)
		}
	}
	endAll("tool.exe") // want `warning: every process of tool.exe .* \(processscope\)`
}

func killByName(name string) {
	params := []string{"taskkill", "/F", "/IM", name, "/T"}
	_, _ = exec.Command(params[0], params[1:]...).CombinedOutput()
}

func listed(name string) (int, bool) {
	out, err := exec.Command("tasklist", "/FI", "IMAGENAME eq "+name, "/FO", "CSV", "/NH").Output()
	if err != nil {
		return 0, false
	}
	line := strings.TrimSpace(string(out))
	if line == "" || strings.Contains(line, "No tasks") {
		return 0, false
	}
	parts := strings.Split(line, ",")
	pid, err := strconv.Atoi(strings.Trim(parts[1], `"`))
	return pid, err == nil
}

// inServices asks for the session, too.
func inServices() bool {
	out, err := exec.Command("tasklist", "/fi", "imagename eq helper.exe", "/fo", "csv").CombinedOutput()
	return err == nil && strings.Contains(string(out), `,"Services","0",`)
}

func alive(pid int) bool {
	out, err := exec.Command("tasklist", "/FI", fmt.Sprintf("PID eq %d", pid), "/NH").Output()
	return err == nil && strings.Contains(string(out), strconv.Itoa(pid))
}

// once refuses to run beside another.
func once() error {
	snap, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return err
	}
	defer windows.CloseHandle(snap)
	var entry windows.ProcessEntry32
	entry.Size = uint32(unsafe.Sizeof(entry))
	if err := windows.Process32First(snap, &entry); err != nil {
		return err
	}
	for {
		if windows.UTF16ToString(entry.ExeFile[:]) == "idioms.exe" && entry.ProcessID != uint32(os.Getpid()) { // want `warning: whether idioms.exe runs .* \(processscope\)`
			return errRunning
		}
		if windows.Process32Next(snap, &entry) != nil {
			return nil
		}
	}
}

func programs() []string {
	snap, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return nil
	}
	defer windows.CloseHandle(snap)
	var out []string
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snap, &entry); err == nil; err = windows.Process32Next(snap, &entry) {
		out = append(out, windows.UTF16ToString(entry.ExeFile[:]))
	}
	return out
}

// endAll finds first and ends then.
func endAll(name string) {
	for _, id := range idsOf(name) {
		h, err := windows.OpenProcess(windows.PROCESS_TERMINATE, false, id)
		if err != nil {
			continue
		}
		_ = windows.TerminateProcess(h, 1)
		_ = windows.CloseHandle(h)
	}
}

func idsOf(name string) (ids []uint32) {
	snap, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return nil
	}
	defer windows.CloseHandle(snap)
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snap, &entry); err == nil; err = windows.Process32Next(snap, &entry) {
		if strings.EqualFold(windows.UTF16ToString(entry.ExeFile[:]), name) {
			ids = append(ids, entry.ProcessID)
		}
	}
	return ids
}
