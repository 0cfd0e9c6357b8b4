// Command snapshot looks for programs in a snapshot of all processes.
package main

import (
	"log"
	"os"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

func main() {
	if err := end("helper.exe"); err != nil { // want `warning: every process of helper.exe is ended in all sessions: .* \(processscope\)`
		log.Fatal(err)
	}
	endFixed()
	if first() {
		log.Print("started")
	}
	if find("other.exe") != 0 { // want `warning: whether other.exe runs .* \(processscope\)`
		log.Print("runs already")
		os.Exit(1)
	}
	log.Print(count("helper.exe"))
	_ = endMine("helper.exe")
	endChildren("helper.exe")
	impersonate()
	named()
}

// end is a wrapper: its callers name the program.
func end(name string) error {
	snap, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return err
	}
	defer windows.CloseHandle(snap)
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snap, &entry); err == nil; err = windows.Process32Next(snap, &entry) {
		if !strings.EqualFold(windows.UTF16ToString(entry.ExeFile[:]), name) {
			continue
		}
		h, err := windows.OpenProcess(windows.PROCESS_TERMINATE, false, entry.ProcessID)
		if err != nil {
			return err
		}
		_ = windows.TerminateProcess(h, 1)
		_ = windows.CloseHandle(h)
	}
	return nil
}

func endFixed() {
	snap, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return
	}
	defer windows.CloseHandle(snap)
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snap, &entry); err == nil; err = windows.Process32Next(snap, &entry) {
		name := windows.UTF16ToString(entry.ExeFile[:])
		if strings.ToLower(name) == "helper.exe" {
			if p, err := os.FindProcess(int(entry.ProcessID)); err == nil {
				_ = p.Kill() // want `warning: every process of helper.exe .* \(processscope\)`
			}
		}
	}
}

// first tells whether the program is the first one.
func first() bool {
	snap, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return true
	}
	defer windows.CloseHandle(snap)
	n := 0
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snap, &entry); err == nil; err = windows.Process32Next(snap, &entry) {
		if windows.UTF16ToString(entry.ExeFile[:]) == "snapshot.exe" {
			n++
		}
	}
	if n > 1 { // want `warning: whether snapshot.exe runs .* \(processscope\)`
		os.Exit(1)
	}
	return true
}

// find is a finder: it only returns what it found.
func find(name string) uint32 {
	snap, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return 0
	}
	defer windows.CloseHandle(snap)
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snap, &entry); err == nil; err = windows.Process32Next(snap, &entry) {
		if strings.EqualFold(windows.UTF16ToString(entry.ExeFile[:]), name) {
			return entry.ProcessID
		}
	}
	return 0
}

// count measures.
func count(name string) (n int) {
	snap, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return 0
	}
	defer windows.CloseHandle(snap)
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snap, &entry); err == nil; err = windows.Process32Next(snap, &entry) {
		if strings.EqualFold(windows.UTF16ToString(entry.ExeFile[:]), name) {
			n++
		}
	}
	return n
}

// endMine keeps to the session.
func endMine(name string) error {
	var own uint32
	if err := windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &own); err != nil {
		return err
	}
	snap, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return err
	}
	defer windows.CloseHandle(snap)
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snap, &entry); err == nil; err = windows.Process32Next(snap, &entry) {
		var session uint32
		if !strings.EqualFold(windows.UTF16ToString(entry.ExeFile[:]), name) || windows.ProcessIdToSessionId(entry.ProcessID, &session) != nil || session != own {
			continue
		}
		if p, err := os.FindProcess(int(entry.ProcessID)); err == nil {
			_ = p.Kill()
		}
	}
	return nil
}

// endChildren keeps to the program's own children.
func endChildren(name string) {
	snap, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return
	}
	defer windows.CloseHandle(snap)
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snap, &entry); err == nil; err = windows.Process32Next(snap, &entry) {
		if entry.ParentProcessID != windows.GetCurrentProcessId() {
			continue
		}
		if strings.EqualFold(windows.UTF16ToString(entry.ExeFile[:]), name) {
			if p, err := os.FindProcess(int(entry.ProcessID)); err == nil {
				_ = p.Kill()
			}
		}
	}
}

// named looks for a service of Windows.
func named() {
	if find("dns.exe") != 0 {
		log.Print("this machine has a name server")
		os.Exit(1)
	}
}

// impersonate looks for a program of Windows.
func impersonate() {
	if pid := find("winlogon.exe"); pid != 0 {
		h, err := windows.OpenProcess(windows.PROCESS_QUERY_INFORMATION, false, pid)
		if err == nil {
			_ = windows.CloseHandle(h)
		}
	}
}
